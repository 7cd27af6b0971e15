// The service worker: one complete version of the app, kept offline. The build fills in the two marks and writes sw.js.
//
// Guarantees: a version is installed whole or not at all, every file checked against its hash, so that an update never
// mixes old files with new; a new version waits until the page, having asked its user, says so; caches of other apps,
// or of this app under another path of the same origin, are not touched.
'use strict';

const VERSION = "__VERSION__";
const FILES = "__FILES__"; // [name relative to the scope, SHA-256 in hexadecimal]
const LATER = "__LATER__"; // The same, of what the app starts without: fetched when the page says that it stands.

const SCOPE = new URL(self.registration.scope);
const PREFIX = `throughline-${SCOPE.pathname}-`;
const CACHE = PREFIX + VERSION;
const PAGE = new URL('index.html', SCOPE).href;
const KNOWN = new Set([...FILES, ...LATER].map(([name]) => new URL(name, SCOPE).href));

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', answer);
self.addEventListener('message', (event) => {
  if (event.data?.type === 'skip-waiting') self.skipWaiting();
  if (event.data?.type === 'fetch-later') event.waitUntil(fetchLater(event.source));
});

async function install() {
  const cache = await caches.open(CACHE);
  try {
    // All are fetched and checked before the first is stored.
    const checked = await Promise.all(FILES.map(fetchChecked));
    await Promise.all(checked.map(([url, response]) => cache.put(url, response)));
    await keepFromBefore(cache);
  } catch (trouble) {
    await caches.delete(CACHE);
    throw trouble;
  }
}

// What is there already stays, also from the version before: a file is named by its content.
async function fetchLater(page) {
  const cache = await caches.open(CACHE);
  for (const file of LATER) {
    const url = new URL(file[0], SCOPE).href;
    if (!(await cache.match(url))) await cache.put(...(await fetchChecked(file)));
  }
  page?.postMessage({ type: 'later-ready' });
}

async function keepFromBefore(cache) {
  for (const [name] of LATER) {
    const url = new URL(name, SCOPE).href;
    const kept = await caches.match(url);
    if (kept) await cache.put(url, kept);
  }
}

async function fetchChecked([name, hash]) {
  const url = new URL(name, SCOPE).href;
  const response = await fetch(url, { cache: 'reload', credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${name}: the host answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== hash) throw new Error(`${name}: not the file this version was built with`);
  // Made anew: a host may have redirected (a browser refuses that for a navigation), and the bytes are unpacked now.
  const headers = new Headers(response.headers);
  for (const gone of ['content-encoding', 'content-length', 'transfer-encoding', 'vary']) headers.delete(gone);
  return [url, new Response(bytes, { headers })];
}

async function activate() {
  const isOurs = (name) => name.startsWith(PREFIX) && /^[0-9a-f]+$/.test(name.slice(PREFIX.length));
  const names = await caches.keys();
  await Promise.all(names.filter((name) => isOurs(name) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== SCOPE.origin) return;
  url.hash = '';
  url.search = '';
  if (KNOWN.has(url.href)) {
    event.respondWith(fromCache(url.href, request));
  } else if (request.mode === 'navigate' && url.pathname.startsWith(SCOPE.pathname)) {
    // The page names its files relative to itself, so it can only stand in for addresses right below the scope.
    const isDeeper = url.pathname.slice(SCOPE.pathname.length).includes('/');
    event.respondWith(isDeeper ? Response.redirect(SCOPE.href) : fromCache(PAGE, request));
  }
}

async function fromCache(url, request) {
  // A browser short of space may have taken the cache away; the network is then the only source.
  const kept = await caches.open(CACHE).then((cache) => cache.match(url)).catch(() => undefined);
  return kept ?? fetch(request);
}
