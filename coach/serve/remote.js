// Shows what coach plays on another machine, and sends it commands. Times are milliseconds.
(() => {
  // The clock of the phone is trusted within this time: a picture that jumps is worse.
  const WAVER_MS = 150;

  const find = (id) => document.getElementById(id);
  const setText = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };
  let words = JSON.parse(find("words").textContent);
  let track = null;
  let display = null;
  let coming = [];
  let state = { status: "preparing" };
  let seenAt = 0;
  let isConnected = true;

  const countMs = () => {
    const moves = state.status === "playing" && !state.lost && isConnected;
    return state.at + (moves ? performance.now() - seenAt : 0);
  };

  const setTrack = (told) => {
    track = told;
    words = told.words;
    display = makeNowPlaying(told.score);
    coming = [
      ...told.score.chapters.map((each) => ({ at: each.at, text: each.title })),
      ...told.score.lines.filter((each) => !each.is_cue),
      ...told.score.actions.map((each) => ({ at: each.at, text: each.label })),
    ].sort((one, other) => one.at - other.at);
    document.documentElement.lang = told.language;
    document.title = told.title;
    setText(find("title"), told.title);
    setText(find("coming-word"), words.coming);
    find("count").setAttribute("aria-label", words.left);
    for (const button of document.querySelectorAll("[data-word]")) {
      setText(button, words[button.dataset.word]);
    }
    find("now").hidden = false;
    find("coming").hidden = false;
    find("buttons").hidden = false;
  };

  const describeState = () => {
    if (state.status === "finished" || state.status === "stopped") return words.finished;
    if (!isConnected) return words.disconnected;
    if (state.lost) return words.output_lost;
    return words[state.status] || "";
  };

  const show = () => {
    setText(find("state"), describeState());
    if (!display) return;
    const at = countMs();
    const action = display.showAt(at);
    if (action && track.untimed.includes(action.at)) setText(find("count"), "");
    const next = coming[display.findIndex(coming, at) + 1];
    setText(find("coming-text"), next ? next.text : words.finished);
    const isOver = state.status === "finished" || state.status === "stopped";
    for (const button of document.querySelectorAll("button")) button.disabled = isOver || !isConnected;
    setText(find("toggle"), state.status === "playing" ? words.pause : words.play);
  };

  const follow = () => {
    show();
    requestAnimationFrame(follow);
  };

  const setState = (told) => {
    isConnected = true;
    const isNear = told.status === state.status && Math.abs(told.at - countMs()) < WAVER_MS;
    if (isNear && told.status === "playing" && told.lost === state.lost) return;
    state = told;
    seenAt = performance.now();
  };

  const command = async (name) => {
    try {
      const answer = await fetch(`commands/${name}`, { method: "POST" });
      if (!answer.ok) isConnected = false;
    } catch {
      isConnected = false;
    }
  };

  for (const button of document.querySelectorAll("[data-command]")) {
    button.addEventListener("click", () => command(button.dataset.command));
  }
  const toggle = () => command(state.status === "playing" ? "pause" : "play");
  find("toggle").addEventListener("click", toggle);

  const keys = {
    " ": toggle,
    n: () => command("next"),
    b: () => command("back"),
    "+": () => command("longer"),
    "-": () => command("shorter"),
  };
  document.addEventListener("keydown", (event) => {
    const hasOwnKeys = event.key === " " && event.target.tagName === "BUTTON";
    if (hasOwnKeys || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  const events = new EventSource("events");
  events.addEventListener("track", (event) => setTrack(JSON.parse(event.data)));
  events.addEventListener("state", (event) => setState(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    state = { ...state, at: countMs() };
    isConnected = false;
  });
  follow();
})();
