// Shows the track as it plays, and moves through it by exercise. Times are milliseconds.
(() => {
  const JUMP_S = 10;
  // Within this time of a chapter's start, "back" goes to the chapter before.
  const BACK_MS = 3000;

  const find = (id) => document.getElementById(id);
  const score = JSON.parse(find("score").textContent);
  const { findIndex, setText, showAt } = makeNowPlaying(score);
  const track = find("track");
  const play = find("play");
  const rows = [...document.querySelectorAll("li[data-at]")];
  const starts = rows.map((row) => ({ at: Number(row.dataset.at), row }));
  let toldChapter = -1;
  let shownRow = null;
  let lock = null;

  const tellChapter = (index) => {
    if (index === toldChapter) return;
    toldChapter = index;
    if ("mediaSession" in navigator) {
      const title = score.chapters[index].title;
      const cover = find("cover");
      const artwork = cover ? [{ src: cover.src, type: "image/png" }] : [];
      const album = document.title;
      navigator.mediaSession.metadata = new MediaMetadata({ title, album, artist: "coach", artwork });
    }
  };

  const show = () => {
    const at = track.currentTime * 1000;
    showAt(at);
    tellChapter(Math.max(findIndex(score.chapters, at), 0));
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
