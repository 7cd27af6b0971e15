// Nothing is lost: two tabs, flight mode, a full disk, a damaged piece, a backup into an empty browser.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { freshContext, heading, offlineReady, openApp } from './harness.mjs';
import { addClient, addSample, go, inLane, lane, makeDraft, nameSender, openClient, sentence } from './pages.mjs';

test('two tabs show every edit and lose none', async (t) => {
  const context = await freshContext(t);
  const left = await openApp(t, { context });
  await addClient(left, 'Acme');
  const right = await openApp(t, { context });
  await inLane(right, 'attraction', 'Acme');
  await addClient(right, 'Globex');
  await inLane(left, 'attraction', 'Globex');
  await left.locator('#lane-attraction .card', { hasText: 'Acme' }).dragTo(left.locator('#lane-delivery .cards'));
  await inLane(right, 'delivery', 'Acme');

  // Both at once, many times: every one of them arrives in both.
  const adding = async (page, stage, names) => {
    for (const name of names) await addClient(page, name, stage);
  };
  const names = (side) => Array.from({ length: 6 }, (_, number) => `${side} ${number}`);
  await Promise.all([adding(left, 'onboarding', names('Left')), adding(right, 'retention', names('Right'))]);
  for (const page of [left, right]) {
    await page.waitForFunction(() => document.querySelectorAll('.card-name').length === 14);
    assert.deepEqual((await lane(page, 'onboarding')).sort(), names('Left'));
    assert.deepEqual((await lane(page, 'retention')).sort(), names('Right'));
  }
  await left.reload();
  await left.waitForFunction(() => document.querySelectorAll('.card-name').length === 14);
});

test('two tabs that issue at once give two numbers', async (t) => {
  const context = await freshContext(t);
  const left = await openApp(t, { context });
  await addClient(left, 'Acme');
  await sentence(left, 'Invoice Acme EUR 100 for a logo');
  await makeDraft(left);
  await nameSender(left, 'Studio');
  const right = await openApp(t, { context });
  await sentence(right, 'Invoice Acme EUR 200 for a website');
  await makeDraft(right);
  const issue = (page) => page.getByRole('button', { name: /Issue as/ }).click();
  await Promise.all([issue(left), issue(right)]);
  const number = async (page) => /INV-\d{4}-(\d{3})/.exec(await page.locator('.paper').first().textContent())[1];
  await left.locator('.paper', { hasText: /INV-/ }).waitFor();
  await right.locator('.paper', { hasText: /INV-/ }).waitFor();
  assert.deepEqual([await number(left), await number(right)].sort(), ['001', '002']);
});

test('every screen opens in flight mode, reload included, and work goes on', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await openClient(page, 'Northlight');
  const client = await page.evaluate(() => location.hash);
  await offlineReady(page);
  await page.context().setOffline(true);
  await page.locator('.saved', { hasText: 'Offline' }).waitFor();
  // Some versions of Chromium forget at a reload what they were told to say, while they stay without a network.
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
  const day = ['#/today', '#/calendar', '#/messages', '#/messages/templates', '#/audit', '#/rules', '#/retention', '#/lifecycle', `${client}/trust`];
  for (const route of ['#/board', '#/clients', client, `${client}/details`, `${client}/documents`, ...day, '#/billing', '#/import', '#/settings']) {
    await go(page, route);
    await page.reload();
    await heading(page).waitFor();
    assert.ok(await heading(page).isVisible(), route);
  }
  await addClient(page, 'Made in flight');
  await page.reload();
  await inLane(page, 'attraction', 'Made in flight');
  await page.locator('.saved', { hasText: 'Offline' }).waitFor();
});

test('everything goes into one file and comes back whole into an empty browser', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-backup-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, 'Invoice Acme EUR 1,200 for logo design, due in 14 days');
  await makeDraft(page);
  await nameSender(page, 'Studio');
  await page.getByRole('button', { name: /Issue as/ }).click();
  await page.locator('.paper').first().waitFor();
  const issued = await page.locator('.paper').first().textContent();
  const address = await page.evaluate(() => location.hash);
  await go(page, '#/settings');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download everything' }).click();
  const file = path.join(folder, 'backup.json');
  await (await download).saveAs(file);

  const elsewhere = await openApp(t);
  await go(elsewhere, '#/settings');
  const restore = async (name) => elsewhere.locator('#storage input[type=file]').setInputFiles(name);
  const broken = path.join(folder, 'broken.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(broken, text.slice(0, Math.floor(text.length / 2)));
  await restore(broken);
  await elsewhere.locator('#storage, dialog[open]').getByText(/Nothing was changed/).first().waitFor();
  const close = elsewhere.getByRole('button', { name: /^(Close|Cancel)$/ }).first();
  if (await close.isVisible()) await close.click();
  await restore(file);
  await elsewhere.getByRole('button', { name: 'Restore it here' }).click();
  await elsewhere.getByText('Everything is here').first().waitFor();
  await go(elsewhere, address);
  await elsewhere.locator('.paper').first().waitFor();
  assert.equal(await elsewhere.locator('.paper').first().textContent(), issued);
});

test('a full disk is said in plain words, nothing is half written, a backup still works', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await page.evaluate(() => {
    const real = IDBObjectStore.prototype.add;
    window.__free = () => (IDBObjectStore.prototype.add = real);
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.locator('#lane-attraction .card-name').first().focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: 'no room left' }).waitFor();
  await inLane(page, 'attraction', 'Acme');
  await page.locator('.saved[data-state=failed]').waitFor();
  await go(page, '#/settings');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download everything' }).first().click();
  assert.match(readFileSync(await (await download).path(), 'utf8'), /throughline-backup/);
  await page.evaluate(() => window.__free());
  await addClient(page, 'Globex');
  await page.locator('.saved[data-state=saved]').waitFor();
  await page.reload();
  await inLane(page, 'attraction', 'Globex');
  assert.deepEqual(await lane(page, 'onboarding'), []);
});

test('a damaged piece of one record leaves the rest in order', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await addClient(page, 'Globex');
  await openClient(page, 'Acme');
  await page.locator('textarea').first().fill('A note that will be damaged');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await page.locator('.entry', { hasText: 'A note that will be damaged' }).waitFor();
  await page.evaluate(async () => {
    const database = await new Promise((resolve) => (indexedDB.open('throughline').onsuccess = (event) => resolve(event.target.result)));
    const store = database.transaction('journal', 'readwrite').objectStore('journal');
    await new Promise((resolve) => {
      store.openCursor(null, 'prev').onsuccess = ({ target: { result: cursor } }) => {
        const chunk = cursor.value;
        chunk.bytes[Math.floor(chunk.bytes.length / 2)] ^= 0xff;
        cursor.update(chunk).onsuccess = resolve;
      };
    });
    database.close();
  });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
  await page.locator('.notice').first().waitFor();
  const client = await page.evaluate(() => location.hash);
  await go(page, `${client}/documents/00000000-0000-8000-8000-000000000000`);
  await page.getByRole('heading', { name: 'This document cannot be read.' }).waitFor();
  await go(page, '#/board');
  await page.locator('.card-name', { hasText: 'Globex' }).click();
  await page.getByRole('heading', { level: 1, name: 'Globex' }).waitFor();
  assert.equal(await page.locator('.notice').count(), 0);
});

test('a profile whose storage cannot be opened says so', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
  });
  const page = await openApp(t, { context });
  await page.getByRole('heading', { name: /storage of this browser cannot be used/ }).waitFor();
});

test('a profile that blocks all site data says so too, and does not say that anything is saved', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    indexedDB.open = refuse;
  });
  const page = await openApp(t, { context });
  await page.getByRole('heading', { name: /storage of this browser cannot be used/ }).waitFor();
  await page.locator('.saved[data-state=failed]').waitFor();
});

test('a profile that keeps no preferences keeps clients all the same', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  const page = await openApp(t, { context });
  await addClient(page, 'Acme');
  await page.reload();
  await inLane(page, 'attraction', 'Acme');
});

test('two tabs that type into one draft at once lose neither', async (t) => {
  const context = await freshContext(t);
  const left = await openApp(t, { context });
  await addClient(left, 'Acme');
  await sentence(left, 'Invoice Acme EUR 100 for a logo');
  await makeDraft(left);
  const right = await openApp(t, { context, path: await left.evaluate(() => location.hash) });
  const note = (page) => page.locator('#e-note');
  const reference = (page) => page.locator('#e-ref');
  await note(right).waitFor();
  await Promise.all([note(left).fill('Thank you'), reference(right).fill('PO 7')]);
  for (const page of [left, right]) {
    await page.waitForFunction(() => document.querySelector('#e-note').value === 'Thank you' && document.querySelector('#e-ref').value === 'PO 7');
  }
  await left.reload();
  await left.waitForFunction(() => document.querySelector('#e-note')?.value === 'Thank you' && document.querySelector('#e-ref').value === 'PO 7');
});

test('what is typed over an entry outlives what another tab makes of that entry', async (t) => {
  const context = await freshContext(t);
  const left = await openApp(t, { context });
  await addClient(left, 'Acme');
  await openClient(left, 'Acme');
  await left.locator('textarea').first().fill('As it was');
  await left.getByRole('button', { name: 'Write it down' }).click();
  await left.locator('.entry', { hasText: 'As it was' }).waitFor();
  const right = await openApp(t, { context, path: await left.evaluate(() => location.hash) });
  for (const [page, text] of [[left, 'As the left has it'], [right, 'As the right has it']]) {
    await page.getByRole('button', { name: /Amend/ }).first().click();
    await page.locator('.entry textarea').fill(text);
  }
  await left.locator('.entry').getByRole('button', { name: 'Save' }).click();
  await right.locator('.entry-past', { hasText: 'As it was' }).waitFor({ state: 'attached' });
  assert.equal(await right.locator('.entry textarea').inputValue(), 'As the right has it');
  await right.locator('.entry').getByRole('button', { name: 'Save' }).click();
  for (const page of [left, right]) {
    await page.locator('.entry-past li', { hasText: 'As the left has it' }).waitFor({ state: 'attached' });
    await page.locator('.entry > .entry-text', { hasText: 'As the right has it' }).waitFor();
  }
});

test('the browser is asked to keep the storage once there is something to keep, and a refusal is said', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => {
    window.__asked = 0;
    if (!navigator.storage) return; // not the app's page yet
    navigator.storage.persist = async () => (window.__asked++, false);
    navigator.storage.persisted = async () => false;
  });
  const page = await openApp(t, { context });
  await addSample(page);
  assert.equal(await page.evaluate(() => window.__asked), 0, 'not for the sample');
  await addClient(page, 'Acme');
  await page.locator('.banner', { hasText: 'may clear' }).waitFor();
  assert.equal(await page.evaluate(() => window.__asked), 1);
});
