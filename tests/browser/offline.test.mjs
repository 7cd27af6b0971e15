// The page opens; then it opens without any network; then a new version arrives without ever mixing with the old one.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PATIENCE_MS, appUrl, axe, dist, freshContext, heading, offlineReady, openApp, serve } from './harness.mjs';

/** A copy of the built site that a test may change. */
function copyOfSite(t) {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-site-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(dist(), folder, { recursive: true });
  // Without its compressed twins a changed file is served as changed.
  for (const name of readdirSync(folder, { recursive: true })) if (/\.(br|gz)$/.test(name)) rmSync(join(folder, name));
  return folder;
}

function edit(folder, name, change) {
  const path = join(folder, name);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  assert.notEqual(after, before, `${name} is changed`);
  writeFileSync(path, after);
}

const otherVersion = (worker) => worker.replace(/"[0-9a-f]{16}"/, '"fedcba9876543210"');
const caches = (page) => page.evaluate(() => caches.keys());

test('the page opens with a visible heading and no serious accessibility fault', async (t) => {
  const page = await openApp(t);
  assert.ok(await heading(page).isVisible());
  await axe(page);
});

test('in flight mode a reload still shows the page', async (t) => {
  const server = await serve(t);
  const page = await openApp(t, { url: server.url });
  await offlineReady(page);
  await server.stop();
  await page.context().setOffline(true);
  await page.reload();
  await heading(page).waitFor();
  // A query or a fragment is still the same page, and so is a new tab.
  const tab = await openApp(t, { context: page.context(), url: server.url, path: '?from=mail#anywhere' });
  assert.ok(await heading(tab).isVisible());
});

test('under a sub-path it opens, and opens offline, and keeps its caches to itself', async (t) => {
  const server = await serve(t, { subPath: '/tools/throughline/' });
  const page = await openApp(t, { url: server.url });
  await page.evaluate(() => caches.open('throughline-/-0123456789abcdef'));
  await offlineReady(page);
  await server.stop();
  await page.context().setOffline(true);
  await page.reload();
  await heading(page).waitFor();
  const names = await caches(page);
  assert.ok(names.includes('throughline-/-0123456789abcdef'), 'an app at the root keeps its cache');
  assert.ok(names.some((name) => name.startsWith('throughline-/tools/throughline/-')), names.join());
});

test('a new version waits until it is accepted, then replaces the old one whole', async (t) => {
  const folder = copyOfSite(t);
  const server = await serve(t, { dir: folder });
  const page = await openApp(t, { url: server.url });
  await offlineReady(page);
  const before = await caches(page);

  edit(folder, 'sw.js', otherVersion);
  await page.reload();
  await page.locator('html[data-update=ready]').waitFor();
  await page.reload();
  assert.ok((await caches(page)).includes(before[0]), 'a reload alone changes nothing');

  await page.locator('html[data-update=ready]').waitFor();
  // A browser that is being watched, as here, does not look again whether a busy worker has become idle: so it is, first.
  await page.locator('html[data-later=ready]').waitFor();
  await page.waitForTimeout(1_000);
  const reloaded = page.waitForEvent('load', { timeout: 3 * PATIENCE_MS });
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('throughline-update-accept')));
  await reloaded;
  await heading(page).waitFor();
  await page.waitForFunction(async () => (await caches.keys()).length === 1, null, { timeout: PATIENCE_MS });
  assert.match((await caches(page))[0], /-fedcba9876543210$/);
  assert.equal(await page.locator('html').getAttribute('data-update'), null);
});

test('a new version with one wrong file is not installed at all', async (t) => {
  const folder = copyOfSite(t);
  const server = await serve(t, { dir: folder });
  const page = await openApp(t, { url: server.url });
  await offlineReady(page);
  const before = await caches(page);

  edit(folder, 'sw.js', otherVersion);
  edit(folder, 'manifest.webmanifest', (text) => `${text} `);
  const refused = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => {});
    const worker = registration.installing;
    if (worker) await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
    return worker?.state ?? 'redundant';
  });
  assert.equal(refused, 'redundant');
  assert.deepEqual(await caches(page), before);
  await server.stop();
  await page.reload();
  await heading(page).waitFor();
});

test('the host sends the policy, and so does the page itself', async (t) => {
  const context = await freshContext(t);
  const answer = await context.request.get(appUrl());
  const headers = answer.headers();
  assert.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
  assert.equal(headers['cache-control'], 'no-cache');
  const html = await answer.text();
  assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'/);
  for (const [, name] of html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
    const file = await context.request.get(new URL(name, appUrl()).href);
    assert.equal(file.status(), 200, name);
    const forever = /-[0-9a-f]{16}\./.test(name);
    assert.equal(/immutable/.test(file.headers()['cache-control']), forever, name);
  }
});
