"use strict";
// Shows what a track says and asks at a time. Times are milliseconds.
const makeNowPlaying = (score) => {
  // A cue stays for this time after it began.
  const CUE_MS = 6000;
  const LONGEST_ACTION_MS = 3600000;
  const SMALLEST_SHAPE = 0.35;

  const find = (id) => document.getElementById(id);

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
      if (score.actions[index].at + LONGEST_ACTION_MS < at) break;
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

  const showAt = (at) => {
    const action = findAction(at);
    setText(find("chapter"), score.chapters[Math.max(findIndex(score.chapters, at), 0)].title);
    setText(find("line"), score.lines.length ? findLine(at).text : "");
    setText(find("count"), action ? String(Math.ceil((action.end - at) / 1000)) : "");
    setText(find("label"), action ? action.label : "");
    showBreath(at, action);
    return action;
  };

  return { findIndex, setText, showAt };
};
