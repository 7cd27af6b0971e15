// Find: one box over everything that is kept, and every place of the app.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appUrl, axe, freshContext, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, openClient } from './pages.mjs';

const input = (page) => page.locator('dialog.finder #find');
const lines = (page) => page.locator('dialog.finder [role=option]');

async function find(page, query) {
  await page.keyboard.press('Control+k');
  await input(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'find');
  await input(page).fill(query);
}

async function write(page, text) {
  await page.locator('#note').fill(text);
  await page.getByRole('button', { name: 'Write it down' }).click();
  await page.locator('.entry', { hasText: text }).waitFor();
}

test('an entry is found in any spelling, by keys alone, and the page opens at it', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Müller & Söhne');
  await addClient(page, 'Acme');
  await openClient(page, 'Müller');
  await write(page, 'The Façade needs another coat of paint.');
  await go(page, '#/board');
  await find(page, 'facade');
  const line = lines(page).filter({ hasText: 'Façade' });
  await line.waitFor();
  assert.deepEqual(await line.locator('mark').allTextContents(), ['Façade']);
  assert.equal(await line.getAttribute('aria-selected'), 'true');
  assert.equal(await input(page).getAttribute('aria-activedescendant'), await line.getAttribute('id'));
  assert.equal(await page.locator('dialog.finder [role=status]').textContent(), '1 result.');
  await axe(page, { within: 'dialog.finder' });
  await page.keyboard.press('Enter');
  await page.locator('.entry[data-sought]', { hasText: 'Façade' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.matches('.entry')), true);
  // Its address is a place to come back to.
  await page.reload();
  await page.locator('.entry[data-sought]').waitFor();
  // And what the reload has not read yet is read when somebody seeks.
  await find(page, 'muller paint');
  await lines(page).filter({ hasText: 'paint' }).waitFor();
  assert.deepEqual(await lines(page).locator('.finder-detail mark').allTextContents(), ['Müller']);
});

test('arrows move, Escape closes, and the keyboard is back where it was', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.locator('button.seek').click();
  await input(page).waitFor();
  const places = await lines(page).count();
  assert.ok(places > 5);
  await page.keyboard.press('ArrowUp');
  assert.equal(await lines(page).nth(places - 1).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('ArrowDown');
  assert.equal(await lines(page).first().getAttribute('aria-selected'), 'true');
  await input(page).fill('zzzz');
  await page.locator('.finder-none', { hasText: 'zzzz' }).waitFor();
  assert.equal(await input(page).getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog.finder').open);
  assert.equal(await page.evaluate(() => document.activeElement.matches('button.seek')), true);
  await page.keyboard.press('Control+k');
  await input(page).waitFor();
  await page.keyboard.press('Control+k');
  await page.waitForFunction(() => !document.querySelector('dialog.finder').open);
});

test('clients, documents and places open where they lead', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  const name = await page.locator('.card-name').first().textContent();
  await find(page, name.toLowerCase());
  await lines(page).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();

  await find(page, 'invoice');
  const document = lines(page).filter({ hasText: /^Invoice / }).first();
  await document.click();
  await page.waitForFunction(() => /documents\/[0-9a-f-]{36}$/.test(location.hash));

  await find(page, 'backup');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash === '#/settings/storage');
  await find(page, 'add client');
  await page.keyboard.press('Enter');
  await page.locator('dialog[open] #d-add').waitFor();
  await page.keyboard.press('Escape');
  await find(page, 'add client');
  await page.keyboard.press('Enter');
  await page.locator('dialog[open] #d-add').waitFor();
  await page.keyboard.press('Escape');
  await find(page, 'quote');
  await lines(page).filter({ hasText: 'Write a document' }).click();
  await page.locator('dialog.composer .say-input').waitFor();
});

test('time worked, a step of a list and the sections of the settings open at their own place', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await page.getByRole('button', { name: 'Begin onboarding' }).click();
  await page.getByLabel('Signed on').waitFor();
  await page.getByRole('button', { name: 'Begin onboarding' }).click();
  await page.locator('.checklist .task').first().waitFor();
  const part = page.locator('section', { has: page.getByRole('heading', { level: 2, name: 'Time worked', exact: true }) });
  await part.getByRole('button', { name: 'Add time' }).click();
  const form = part.getByRole('form', { name: 'Add time' });
  await form.getByLabel('Time', { exact: true }).fill('1:30');
  await form.getByLabel('What was done').fill('Sketches of the façade');
  await form.getByRole('button', { name: 'Add time' }).click();
  await part.locator('.work-entry', { hasText: 'Sketches' }).waitFor();

  for (const [query, place] of [['sketches', '.work-entry'], ['say welcome', '.task']]) {
    await go(page, '#/board');
    await find(page, query);
    await lines(page).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator(`${place}[data-sought]:focus`).waitFor();
    await axe(page);
  }
  for (const [query, section] of [['holidays', 'working'], ['vague', 'vague']]) {
    await find(page, query);
    await lines(page).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator(`#h-${section}:focus`).waitFor();
  }
});

test('of a removed client nothing is found, and it comes back with it', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Globex');
  await openClient(page, 'Globex');
  await write(page, 'A confidential matter.');
  await find(page, 'confidential');
  await lines(page).first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.client-head, .head').getByRole('button', { name: /more|menu|actions/i }).first().click();
  await page.getByRole('button', { name: /Remove/ }).first().click();
  await page.locator('.toast', { hasText: 'Globex removed' }).waitFor();
  for (const query of ['confidential', 'globex']) {
    await find(page, query);
    await page.locator('.finder-none').waitFor();
    await page.keyboard.press('Escape');
  }
  await page.locator('.toast', { hasText: 'Globex removed' }).getByRole('button', { name: 'Undo' }).click();
  await page.locator('.toast', { hasText: 'Globex removed' }).waitFor({ state: 'detached' });
  await find(page, 'confidential');
  await lines(page).first().waitFor();
});

test('a profile from before there was anything to find in is opened, and its records are found', async (t) => {
  const context = await freshContext(t, { serviceWorkers: 'block' });
  const older = await openApp(t, { context });
  await addClient(older, 'Acme');
  await openClient(older, 'Acme');
  await write(older, 'A word from before.');
  await older.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
  await older.goto(new URL('blank', appUrl()).href);
  // As the first version left it: the same journal and rows, and no texts.
  await older.evaluate(async () => {
    const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
    const database = await done(indexedDB.open('throughline'));
    const kept = {};
    for (const name of ['journal', 'rows', 'about']) {
      const store = database.transaction(name).objectStore(name);
      kept[name] = { keys: await done(store.getAllKeys()), values: await done(store.getAll()) };
    }
    database.close();
    await done(indexedDB.deleteDatabase('throughline'));
    const opening = indexedDB.open('throughline', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('journal').createIndex('doc', 'doc');
      opening.result.createObjectStore('rows');
      opening.result.createObjectStore('about');
    };
    const first = await done(opening);
    const writing = first.transaction(['journal', 'rows', 'about'], 'readwrite');
    for (const [name, { keys, values }] of Object.entries(kept)) keys.forEach((key, at) => writing.objectStore(name).put(values[at], key));
    await new Promise((resolve) => (writing.oncomplete = resolve));
    first.close();
  });
  await older.close();
  const page = await openApp(t, { context });
  await heading(page).waitFor();
  await find(page, 'before');
  await lines(page).filter({ hasText: 'A word from before.' }).waitFor();
});

test('on a phone it fills the screen, and no line is wider than it', async (t) => {
  const page = await openApp(t, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await addSample(page);
  await page.locator('button.seek').click();
  await input(page).fill('a');
  await lines(page).first().waitFor();
  const wide = await page.locator('dialog.finder').evaluate((dialog) => [dialog.scrollWidth - innerWidth, dialog.querySelector('.finder-list').scrollWidth - innerWidth]);
  assert.ok(wide.every((over) => over <= 0), wide.join());
  await axe(page, { within: 'dialog.finder' });
});
