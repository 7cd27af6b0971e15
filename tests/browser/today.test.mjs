// What the day asks for, worked through; and the list of all clients, in any order, kept under a name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, iso, openClient, openTab } from './pages.mjs';

const group = (page, name) => page.getByRole('region', { name, exact: true });
const line = (page, text) => page.locator('.agenda-line', { hasText: text });

test('the day is worked through in an order that stands still, says why, and takes back', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await go(page, '#/today');
  await group(page, 'First').waitFor();
  await axe(page);
  const unpaid = line(page, 'SAMPLE-009 is unpaid');
  assert.match(await unpaid.locator('.agenda-why').textContent(), /Ostrava Tool Works · \d+ days? late · part of it is disputed/);
  assert.equal(await unpaid.getByRole('button', { name: /Done/ }).count(), 0, 'nothing is paid by a press here');

  // Done: it stays where it stood, struck out, until the list is sorted again; undo brings it back.
  const places = async () => (await page.locator('.agenda-line').allTextContents()).map((text) => text.slice(0, 20));
  const open = page.locator('.agenda-line:has(.agenda-box)');
  const before = await places();
  const at = await page.locator('.agenda-line').evaluateAll((all) => all.findIndex((one) => one.querySelector('.agenda-box')));
  const title = await open.first().locator('.agenda-what > a').textContent();
  await open.first().getByRole('button', { name: `Done: ${title}` }).press('Enter');
  const done = page.locator('.agenda-line[data-done]');
  await done.waitFor();
  assert.equal(await page.locator('.agenda-line').evaluateAll((all) => all.findIndex((one) => 'done' in one.dataset)), at);
  assert.equal((await places()).length, before.length);
  await axe(page);
  await page.locator('.toast', { hasText: /Done|Promise kept|Delivered/ }).getByRole('button', { name: 'Undo' }).click();
  await done.waitFor({ state: 'detached' });
  assert.deepEqual(await places(), before);

  // Put off by the keyboard: gone from the list, named below, and there again when it is fetched back.
  const later = unpaid.getByRole('button', { name: 'Later' });
  await later.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'In 3 days' }).first().waitFor();
  await axe(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'In 3 days');
  await page.keyboard.press('Enter');
  await page.getByText(/^Put off · /).click();
  const off = page.locator('.put-off .agenda-line', { hasText: 'SAMPLE-009' });
  await off.waitFor();
  assert.match(await off.textContent(), /comes back Friday/);
  await page.reload();
  await group(page, 'First').waitFor();
  assert.equal(await page.locator('.agenda .agenda-line', { hasText: 'SAMPLE-009 is unpaid' }).count(), 0);
  await page.getByText(/^Put off · /).click();
  await off.getByRole('button', { name: 'Back now' }).click();
  await page.locator('.agenda .agenda-line', { hasText: 'SAMPLE-009 is unpaid' }).waitFor();
});

/** Writes down who turned to whom. */
async function said(page, words, who) {
  await page.locator('.note-form').getByLabel('E-mail', { exact: true }).check();
  await page.locator('.note-form').getByLabel(who, { exact: true }).check();
  await page.locator('#note').fill(words);
  await page.keyboard.press('Control+Enter');
  await page.locator('.entry', { hasText: words }).waitFor();
}

test('an unanswered word and a missed update are noticed by what was agreed, and leave when they are made good', async (t) => {
  const page = await openApp(t);
  const nothing = page.getByText('Nothing is late, due or waiting.', { exact: false });
  await addClient(page, 'Somebody');
  await addClient(page, 'Lindgren', 'delivery');
  await go(page, '#/today');
  await nothing.waitFor();
  await axe(page);
  await openClient(page, 'Lindgren');
  await openTab(page, 'Details');
  await page.locator('#edit-details').click();
  await page.getByLabel('Updates go out').selectOption({ label: 'Every week' });
  await page.getByLabel('On which day').selectOption({ label: 'Monday' });
  await page.locator('.inline-form').getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.inline-form').waitFor({ state: 'detached' });

  // A Tuesday: an answer is due when the next working day ends, and in the list of those who wait.
  await openTab(page, 'History');
  await said(page, 'When will it be ready?', 'They wrote');
  await go(page, '#/today');
  const waits = line(page, 'Waits for your answer since today');
  await waits.waitFor();
  assert.match(await waits.locator('.agenda-why').textContent(), /Lindgren · an answer is promised by tomorrow, 17:00/);
  await go(page, '#/clients');
  await page.getByLabel('Show').selectOption({ label: 'Quiet or waiting' });
  await page.getByText(/^1 of 2 clients matches/).waitFor();
  await openClient(page, 'Lindgren');
  await said(page, 'On Friday.', 'You wrote');
  await go(page, '#/today');
  await nothing.waitFor();

  // Monday passes without an update; on Tuesday it is named, and writing makes it good.
  await page.clock.setFixedTime(new Date('2026-12-08T09:30:00+01:00'));
  await page.reload();
  const missed = line(page, "Monday's update did not go out");
  await missed.waitFor();
  assert.match(await missed.locator('.agenda-why').textContent(), /Lindgren · it was due yesterday/);
  await openClient(page, 'Lindgren');
  await said(page, 'Done: the plan. Next: the model.', 'You wrote');
  await go(page, '#/today');
  await nothing.waitFor();
});

test('the list of clients is put in any order, filtered, and a view of it kept for everybody', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await go(page, '#/clients');
  const names = () => page.locator('.ledger tbody th a').allTextContents();
  await page.locator('.ledger tbody th').first().waitFor();
  const byName = await names();
  await page.getByRole('columnheader', { name: /Open/ }).getByRole('button').press('Enter');
  await page.waitForFunction(() => document.querySelector('.ledger tbody th a').textContent === 'Ostrava Tool Works');
  assert.equal(await page.getByRole('columnheader', { name: /Open/ }).getAttribute('aria-sort'), 'descending');
  const byMoney = await names();
  assert.deepEqual(byMoney.slice(0, 4), ['Ostrava Tool Works', 'Halden Architects', 'Brunswick Tea Traders', 'Northlight Yoga'], 'euros first, then dollars');
  assert.deepEqual([...byMoney].sort(), [...byName].sort());
  // Whoever trusts least stands first, and where it is going is said in words and drawn as a shape.
  await page.getByRole('columnheader', { name: /Trust/ }).getByRole('button').press('Enter');
  await page.waitForFunction(() => document.querySelector('.ledger tbody th a').textContent === 'Ostrava Tool Works');
  assert.match(await page.locator('.c-trust').first().textContent(), /^Falling: −\d/);
  await page.locator('.c-trust svg').first().waitFor();
  await page.getByLabel('Show').selectOption({ label: 'Trust is falling' });
  await page.getByText(/^2 of 8 clients match/).waitFor();
  await page.getByLabel('Show').selectOption({ label: 'Everybody' });
  await page.getByRole('columnheader', { name: /Open/ }).getByRole('button').press('Enter');
  await page.getByLabel('Show').selectOption({ label: 'Money is open' });
  await page.getByText(/^4 of 8 clients match/).waitFor();
  await axe(page);
  await page.getByRole('button', { name: 'Keep this view' }).click();
  const name = page.getByLabel('Name of the view');
  await name.press('Enter');
  await page.locator('#view-name-e').getByText(/./).waitFor();
  await name.fill('Who owes');
  await page.keyboard.press('Enter');
  const view = page.getByRole('button', { name: 'Who owes', exact: true });
  await view.waitFor();
  assert.equal(await view.getAttribute('aria-pressed'), 'true');
  await page.reload();
  await view.click();
  await page.waitForFunction(() => document.querySelectorAll('.ledger tbody tr').length === 4);
  assert.deepEqual(await names(), byMoney.slice(0, 4));
  await page.getByRole('button', { name: 'Remove this view' }).click();
  await view.waitFor({ state: 'detached' });
  await page.getByText('8 clients', { exact: true }).waitFor();
  assert.deepEqual(await names(), byName, 'without the view everybody is there');
  await page.locator('.toast', { hasText: 'View removed' }).getByRole('button', { name: 'Undo' }).click();
  await view.waitFor();
  assert.equal(await heading(page).textContent(), 'Clients');
});

test('the keyboard stays on the page while lines and forms go', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  const active = (inside) => page.waitForFunction((inside) => document.activeElement?.closest(inside) !== null && document.activeElement !== document.body, inside);
  await go(page, '#/today');
  const press = async (button) => {
    await button.focus();
    await page.keyboard.press('Enter');
  };
  await press(page.locator('.agenda-line button:has(.agenda-box)').first());
  await page.locator('.agenda-line[data-done]').waitFor();
  await active('.agenda-line:not([data-done])');
  const later = page.getByRole('button', { name: 'Later' }).first();
  await press(later);
  await page.locator('.menu:popover-open').waitFor();
  await page.keyboard.press('Escape');
  assert.ok(await later.evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.put-off').waitFor();
  await active('.agenda-line:not([data-done])');
  await press(page.getByRole('button', { name: 'Sort again' }));
  await active('#today-h');

  await go(page, '#/retention');
  await press(page.getByRole('button', { name: /^Not for a month/ }));
  await page.getByText('Nobody is waiting to be asked').waitFor();
  await active('main');

  await go(page, '#/clients');
  await page.getByLabel('Show').selectOption({ label: 'Money is open' });
  await press(page.getByRole('button', { name: 'Keep this view' }));
  await active('#view-name');
  await page.keyboard.press('Escape');
  await active('#view-keep');

  await go(page, '#/calendar');
  await press(page.locator('.cal-date[aria-current]'));
  await page.locator('.cal-week').waitFor();
  await active('#cal-title');
});
