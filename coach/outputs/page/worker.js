"use strict";
// Keeps the page for the time without a network. All files are fetched when it is installed.
const FILES = ["./", "index.html", "track.mp3", "cover.png", "manifest.webmanifest"];
const SCOPE = `coach ${self.registration.scope} `;
const CACHE = `${SCOPE}DIGEST`;

const keepFiles = async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  await self.skipWaiting();
};

const dropOldFiles = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(SCOPE) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
};

// Players ask for parts of a track, and a cache only has whole files.
const cut = async (response, range) => {
  const sound = await response.blob();
  const found = /^bytes=(\d+)-(\d*)$/.exec(range);
  if (!found || Number(found[1]) >= sound.size) {
    return new Response("", { status: 416, headers: { "Content-Range": `bytes */${sound.size}` } });
  }
  const first = Number(found[1]);
  const last = Math.min(found[2] ? Number(found[2]) : sound.size - 1, sound.size - 1);
  return new Response(sound.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Range": `bytes ${first}-${last}/${sound.size}`,
      "Content-Type": response.headers.get("Content-Type") || "audio/mpeg",
      "Accept-Ranges": "bytes",
    },
  });
};

const answer = async (request) => {
  const cache = await caches.open(CACHE);
  const response = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  if (!response) return fetch(request);
  const range = request.headers.get("Range");
  return range ? cut(response, range) : response;
};

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(dropOldFiles()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
