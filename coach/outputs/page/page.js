"use strict";
// Shows what the track says and asks, and moves through it by exercise. Times are milliseconds.
(() => {
  const JUMP_S = 10;
  // Within this time of a chapter's start, "back" goes to the chapter before.
  const BACK_MS = 3000;
  // A cue stays for this time after it began.
  const CUE_MS = 6000;
  const SMALLEST_SHAPE = 0.35;

  const find = (id) => document.getElementById(id);
  const score = JSON.parse(find("score").textContent);
  const track = find("track");
  const play = find("play");
  const rows = [...document.querySelectorAll("li[data-at]")];
  const starts = rows.map((row) => ({ at: Number(row.dataset.at), row }));
  let shownChapter = -1;
  let shownRow = null;
  let lock = null;

  // Return the index of the last item that began by a time, or -1. Items are in order.
  const findIndex = (items, at) => {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle].at <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const findAction = (at) => {
    for (let index = findIndex(score.actions, at); index >= 0; index -= 1) {
      if (at < score.actions[index].end) return score.actions[index];
      if (score.actions[index].at + 3600000 < at) break;
    }
    return null;
  };

  const findLine = (at) => {
    let index = findIndex(score.lines, at);
    while (index > 0 && score.lines[index].is_cue && at > score.lines[index].at + CUE_MS) index -= 1;
    return score.lines[Math.max(index, 0)];
  };

  const setText = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const showBreath = (at, action) => {
    const tone = action && score.tones[findIndex(score.tones, at)];
    const isPaced = Boolean(tone) && tone.at >= action.at;
    let level = 0;
    if (isPaced) {
      const part = Math.min((at - tone.at) / (tone.end - tone.at), 1);
      level = tone.start + (tone.stop - tone.start) * part;
    }
    setText(find("breath"), isPaced ? (at < tone.end ? tone.word : tone.after) : "");
    find("shape").hidden = !isPaced;
    const scale = SMALLEST_SHAPE + (1 - SMALLEST_SHAPE) * level;
    find("shape").style.transform = `scale(${scale.toFixed(3)})`;
  };

  const showChapter = (index) => {
    if (index === shownChapter) return;
    shownChapter = index;
    const title = score.chapters[index].title;
    setText(find("chapter"), title);
    if ("mediaSession" in navigator) {
      const cover = find("cover");
      const artwork = cover ? [{ src: cover.src, type: "image/png" }] : [];
      const album = document.title;
      navigator.mediaSession.metadata = new MediaMetadata({ title, album, artist: "coach", artwork });
    }
  };

  const show = () => {
    const at = track.currentTime * 1000;
    const action = findAction(at);
    showChapter(Math.max(findIndex(score.chapters, at), 0));
    setText(find("line"), score.lines.length ? findLine(at).text : "");
    setText(find("count"), action ? String(Math.ceil((action.end - at) / 1000)) : "");
    setText(find("label"), action ? action.label : "");
    showBreath(at, action);
    const current = starts[findIndex(starts, at)];
    const row = current ? current.row : null;
    if (row !== shownRow) {
      if (shownRow) shownRow.classList.remove("current");
      if (row) row.classList.add("current");
      shownRow = row;
    }
  };

  const follow = () => {
    show();
    if (!track.paused) requestAnimationFrame(follow);
  };

  const seek = (ms) => {
    track.currentTime = Math.min(Math.max(ms, 0), score.length - 1) / 1000;
    show();
  };

  const goNext = () => {
    const chapter = score.chapters[findIndex(score.chapters, track.currentTime * 1000) + 1];
    seek(chapter ? chapter.at : score.length);
  };

  const goBack = () => {
    const at = track.currentTime * 1000;
    const index = findIndex(score.chapters, at);
    const isEarly = at - score.chapters[index].at < BACK_MS;
    seek(score.chapters[Math.max(isEarly ? index - 1 : index, 0)].at);
  };

  const toggle = () => (track.paused ? track.play() : track.pause());

  // The screen stays on while the track plays, where the browser can do that.
  const keepAwake = async () => {
    if (track.paused || lock || !("wakeLock" in navigator) || document.hidden) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
    } catch {
      lock = null;
    }
  };

  const keys = {
    " ": toggle,
    n: goNext,
    b: goBack,
    ArrowRight: () => seek((track.currentTime + JUMP_S) * 1000),
    ArrowLeft: () => seek((track.currentTime - JUMP_S) * 1000),
  };
  document.addEventListener("keydown", (event) => {
    const hasOwnKeys = event.target === track || (event.key === " " && event.target.tagName === "BUTTON");
    if (hasOwnKeys || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  const setState = () => {
    setText(play, track.paused ? play.dataset.play : play.dataset.pause);
    if ("mediaSession" in navigator) {
      navigator.mediaSession.playbackState = track.paused ? "paused" : "playing";
    }
    if (track.paused && lock) lock.release();
    keepAwake();
    follow();
  };
  track.addEventListener("play", setState);
  track.addEventListener("pause", setState);
  track.addEventListener("seeked", show);
  document.addEventListener("visibilitychange", keepAwake);
  play.addEventListener("click", toggle);
  find("next").addEventListener("click", goNext);
  find("back").addEventListener("click", goBack);
  for (const button of document.querySelectorAll("button.start")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      seek(Number(button.dataset.at));
      track.play();
    });
  }
  if ("mediaSession" in navigator) {
    const actions = {
      play: () => track.play(),
      pause: () => track.pause(),
      nexttrack: goNext,
      previoustrack: goBack,
      seekforward: keys.ArrowRight,
      seekbackward: keys.ArrowLeft,
    };
    for (const [name, act] of Object.entries(actions)) {
      navigator.mediaSession.setActionHandler(name, act);
    }
  }
  // Only a web app has a manifest; it works without a network once its worker is installed.
  if (document.querySelector('link[rel="manifest"]') && "serviceWorker" in navigator) {
    navigator.serviceWorker.register("worker.js").catch(() => {});
  }
  find("now").hidden = false;
  find("keys").hidden = false;
  show();
})();
