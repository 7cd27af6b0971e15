// Promises, deliverables, and what is only for oneself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { addClient, addSample, go, iso, openClient, openTab } from './pages.mjs';

const section = (page, heading) => page.locator('section', { has: page.getByRole('heading', { level: 2, name: heading, exact: true }) });
const line = (page, title) => page.locator('.owed-line', { hasText: title });
const toast = (page, text) => page.locator('.toast', { hasText: text });

async function openWork(page, client) {
  await openClient(page, client);
  await openTab(page, 'Work');
}

async function addPromise(page, title, side, due) {
  const promises = section(page, 'Promises');
  await promises.getByRole('button', { name: 'Add a promise' }).click();
  await promises.getByLabel('What is promised').fill(title);
  await promises.getByLabel('Who owes it').selectOption({ label: side });
  await promises.getByLabel('Due on').fill(due);
  await promises.getByRole('button', { name: 'Add a promise' }).click();
  await line(page, title).waitFor();
}

test('a promise is late on the card, then kept, then taken back', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openWork(page, 'Acme');
  await axe(page);
  await addPromise(page, 'Send the fonts', 'We owe it to them', iso(-2));
  await addPromise(page, 'Name the printer', 'They owe it to us', iso(5));
  const fonts = line(page, 'Send the fonts');
  assert.match(await fonts.textContent(), /We owe.*2 days late/);
  assert.match(await line(page, 'Name the printer').textContent(), /They owe.*Open/);
  const titles = await section(page, 'Promises').locator('.owed-title').allTextContents();
  assert.deepEqual(titles, ['Send the fonts', 'Name the printer'], 'what is due first stands first');
  await axe(page);

  await go(page, '#/board');
  const card = page.locator('.card', { hasText: 'Acme' });
  await card.locator('.mark', { hasText: 'Promise 2 days late' }).waitFor();
  await axe(page);
  await go(page, '#/clients');
  await page.locator('tr', { hasText: 'Acme' }).locator('.mark', { hasText: 'Promise 2 days late' }).waitFor();
  await axe(page);

  await openWork(page, 'Acme');
  await fonts.getByRole('button', { name: 'Kept today' }).click();
  await toast(page, 'Promise kept').waitFor();
  const settled = page.locator('details.owed-settled', { hasText: '1 settled' });
  await settled.locator('summary').click();
  assert.match(await settled.textContent(), /Kept on .*Happened .* recorded the same day by you/s);
  await axe(page);
  await page.reload();
  await settled.locator('summary').click();
  await fonts.getByRole('button', { name: /Take back.*Kept, Send the fonts/ }).click();
  await toast(page, 'Taken back').waitFor();
  await page.locator('.owed-line', { hasText: 'Send the fonts' }).locator('.standing', { hasText: '2 days late' }).waitFor();
  assert.equal(await settled.count(), 0);
  await toast(page, 'Taken back').getByRole('button', { name: 'Undo' }).click();
  await settled.waitFor();
  await go(page, '#/board');
  await card.waitFor();
  assert.equal(await card.locator('.mark').count(), 0);
});

test('a promise is broken, agreed anew, changed and removed, and each has its way back', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openWork(page, 'Acme');
  await addPromise(page, 'Weekly update', 'We owe it to them', iso(-1));
  const update = line(page, 'Weekly update');
  await update.getByRole('button', { name: 'Move the day' }).click();
  await update.getByRole('button', { name: 'Move the day' }).click();
  await update.locator('.error', { hasText: 'Please give the new day.' }).waitFor();
  await update.getByLabel('New day', { exact: true }).fill(iso(3));
  await update.getByLabel('Why', { exact: true }).fill('The numbers come on Thursday.');
  await update.getByLabel('Yes, and they agreed to the new day').check();
  await axe(page);
  await update.getByRole('button', { name: 'Move the day' }).click();
  await toast(page, 'A new day is agreed').waitFor();
  assert.match(await update.textContent(), /Open.*first .*New day agreed.*The numbers come on Thursday\./s);

  await update.getByRole('button', { name: 'Broken' }).click();
  await update.getByLabel('What happened').fill('Forgotten.');
  await update.getByRole('button', { name: 'Broken' }).click();
  const settled = page.locator('details.owed-settled');
  await settled.locator('summary').first().click();
  assert.match(await settled.textContent(), /Broken on .*Forgotten\./s);
  await settled.getByRole('button', { name: 'Open again' }).click();
  await toast(page, 'Open again').waitFor();

  await update.getByRole('button', { name: 'Edit Weekly update' }).click();
  await page.getByLabel('What is promised').fill('Monthly update');
  await page.getByRole('button', { name: 'Save' }).click();
  await line(page, 'Monthly update').getByRole('button', { name: 'Edit Monthly update' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await toast(page, 'Removed').getByRole('button', { name: 'Undo' }).click();
  await line(page, 'Monthly update').waitFor();

  await openTab(page, 'History');
  await page.locator('.entry', { hasText: 'Promise broken: Monthly update' }).waitFor();
  const made = page.locator('.entry', { hasText: 'We promised: Monthly update' });
  await axe(page);
  await made.getByRole('link', { name: 'Monthly update' }).click();
  await line(page, 'Monthly update').waitFor();
});

test('a deliverable goes through two rounds, one more than is included', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openWork(page, 'Acme');
  const all = section(page, 'Deliverables');
  await all.getByRole('button', { name: 'Add a deliverable' }).click();
  await all.getByLabel('What is delivered').fill('Logo');
  await all.getByLabel('Revision rounds included').fill('1');
  await all.getByLabel('Due on').fill(iso(4));
  await all.getByRole('button', { name: 'Add a deliverable' }).click();
  const logo = line(page, 'Logo');
  assert.match(await logo.textContent(), /Open.*0 of 1 rounds used/s);
  const back = async (what) => {
    await logo.getByRole('button', { name: 'Delivered today' }).click();
    await logo.locator('.standing', { hasText: 'waiting for them' }).waitFor();
    await logo.getByRole('button', { name: 'Back for a round' }).click();
    await logo.getByLabel('What is to change').fill(what);
    await logo.getByRole('button', { name: 'Back for a round' }).click();
  };
  await back('Rounder.');
  await logo.locator('.standing', { hasText: 'Back for round 1 of 1 included' }).waitFor();
  assert.equal(await logo.locator('.mark').count(), 0);
  await back('Less round.');
  await logo.locator('.standing', { hasText: 'Back for round 2' }).waitFor();
  await logo.locator('.mark', { hasText: '1 round more than is included' }).waitFor();
  await axe(page);

  await logo.getByRole('button', { name: 'Move the day' }).click();
  await logo.getByLabel('New day', { exact: true }).fill(iso(9));
  await logo.getByLabel('Why', { exact: true }).fill('Two more rounds.');
  await logo.getByLabel('Yes, they know').check();
  await logo.getByRole('button', { name: 'Move the day' }).click();
  await toast(page, 'Moved to a new day').waitFor();
  await logo.getByRole('button', { name: 'Delivered today' }).click();
  await logo.getByRole('button', { name: 'Approved today' }).click();
  const settled = all.locator('details.owed-settled', { hasText: '1 settled' });
  await settled.locator('summary').first().click();
  await settled.getByText('What became of it, 8 entries').click();
  assert.match(await settled.textContent(), /Approved on .*Rounder\..*Less round\..*They know of the new day/s);
  await axe(page);
});

test('keys alone make a promise, keep it, and never lose their place', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openWork(page, 'Acme');
  // What has no focus leaves it with the body, which contains every label.
  const focused = (label) =>
    page.waitForFunction((label) => document.activeElement?.matches('button, summary') && document.activeElement.textContent.includes(label), label);
  const add = section(page, 'Promises').getByRole('button', { name: 'Add a promise' });
  await add.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'i-promise-title');
  await page.keyboard.type('Call back');
  await page.keyboard.press('Tab');
  await page.keyboard.type('We');
  await page.keyboard.press('Enter');
  if ((await line(page, 'Call back').count()) === 0) {
    await section(page, 'Promises').getByLabel('What is promised').focus();
    await page.keyboard.press('Enter');
  }
  await line(page, 'Call back').waitFor();
  await focused('Add a promise');
  await page.keyboard.press('Tab');
  await focused('Edit');
  await page.keyboard.press('Tab');
  await focused('Kept today');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id.startsWith('act-why-'));
  await page.keyboard.press('Escape');
  await focused('Kept earlier');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await focused('1 settled');
  await page.keyboard.press('Enter');
  await section(page, 'Promises').getByRole('button', { name: 'Open again' }).waitFor();
});

test('who began a conversation is said, shown and kept', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  const form = page.getByRole('form', { name: 'Write to the history' });
  assert.equal(await form.getByRole('radio', { name: /wrote|called/ }).count(), 0);
  await form.getByRole('radio', { name: 'Chat' }).check({ force: true });
  await form.getByRole('radio', { name: 'They wrote' }).check({ force: true });
  await form.locator('textarea').fill('Is Tuesday fine?');
  await axe(page);
  await form.getByRole('button', { name: 'Write it down' }).click();
  const entry = page.locator('.entry', { hasText: 'Is Tuesday fine?' });
  await entry.waitFor();
  await page.reload();
  assert.match(await entry.textContent(), /Chat\s*They wrote/);
});

test('what is only for oneself stands with the details and nowhere else', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  await openTab(page, 'Details');
  const own = section(page, 'Only for you');
  await own.getByRole('button', { name: 'Add a note to self' }).click();
  await own.getByLabel('What it is').fill('Birthday of the boss');
  await own.getByLabel('More about it').fill('Likes cacti.');
  await own.getByLabel('Day', { exact: true }).fill('2026-03-14');
  await own.getByRole('button', { name: 'Add a note to self' }).click();
  await toast(page, 'Kept, for your eyes only').waitFor();
  await page.reload();
  await line(page, 'Birthday of the boss').waitFor();
  assert.match(await own.textContent(), /Only you read this.*14 March 2026.*Likes cacti\./s);
  await axe(page);
  for (const tab of ['History', 'Work']) {
    await openTab(page, tab);
    assert.equal(await page.getByText('Birthday of the boss').count(), 0, tab);
  }
});

test('the sample owes and is owed something', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.locator('.card', { hasText: 'Brunswick' }).locator('.mark', { hasText: 'Promise 2 days late' }).waitFor();
  await openWork(page, 'Ostrava');
  await page.locator('.mark', { hasText: '1 round more than is included' }).waitFor();
  await axe(page);
});
