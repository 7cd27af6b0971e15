// The calendar: every dated thing of every client, and the time that is planned, by keyboard and by pulling.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { axe, freshContext, openApp } from './harness.mjs';
import { addClient, addSample, go, iso, openClient, openTab } from './pages.mjs';

const show = (page, look) => page.locator('.cal-bar .choices').getByLabel(look, { exact: true }).check();
const block = (page, text) => page.locator('.cal-block', { hasText: text });
const day = (page, on) => page.locator(`.cal-hours[data-day="${on}"]`);

/** Fills the form as it is open, and sends it by keyboard. */
async function fill(page, { what, client, on, from, to }) {
  await page.getByLabel('What the time is for').fill(what);
  if (client) await page.getByLabel('For', { exact: true }).selectOption({ label: client });
  for (const [id, text] of [['#b-day', on], ['#b-from', from], ['#b-to', to]]) if (text) await page.locator(id).fill(text);
  await page.locator('#b-to').press('Enter');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/** Opens the form from the head of the page with the keyboard alone. */
async function plan(page, given) {
  await page.locator('.head').getByRole('button', { name: 'Plan time' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'b-title');
  await fill(page, given);
}

/** Pulls from one point of the week to another. */
async function pull(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Where on the screen an hour of a day is. */
async function at(page, on, hour) {
  const box = await day(page, on).boundingBox();
  const first = Number((await page.locator('.cal-scale span').first().textContent()).slice(0, 2));
  const hours = await page.locator('.cal-scale span').count();
  return { x: box.x + box.width / 2, y: box.y + ((hour - first) * box.height) / hours + 2 };
}

async function deliver(page, client, title, due) {
  await openClient(page, client);
  await openTab(page, 'Work');
  await page.getByRole('button', { name: 'Add a deliverable' }).click();
  await page.getByLabel('What is delivered').fill(title);
  await page.getByLabel('Due on').fill(due);
  await page.getByLabel('Due on').press('Enter');
  await page.locator('.owed-title', { hasText: title }).waitFor();
}

test('the sample has its days in a month, a week and a list, from a place in the rail', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.locator('.rail').getByRole('link', { name: 'Calendar' }).click();
  await page.getByRole('heading', { level: 1, name: 'Calendar' }).waitFor();
  assert.equal(await page.locator('.rail [aria-current=page]').textContent(), 'Calendar');
  await page.locator('.cal-title', { hasText: 'November 2026' }).waitFor();
  assert.equal(await page.locator('.cal-cell').count(), 42);
  assert.equal((await page.locator('.cal-date[aria-current=date] > [aria-hidden]').textContent()).trim(), 'Tue 24');
  assert.ok((await page.locator('.cal-entry').count()) > 5);
  await axe(page);
  await page.getByRole('button', { name: 'The next month' }).click();
  await page.locator('.cal-title', { hasText: 'December 2026' }).waitFor();
  await page.getByRole('button', { name: 'Today', exact: true }).click();
  await page.locator('.cal-title', { hasText: 'November 2026' }).waitFor();
  await show(page, 'Week');
  await page.locator('.cal-title', { hasText: '23 Nov 2026 to 29 Nov 2026' }).waitFor();
  assert.equal(await page.locator('.cal-day').count(), 7);
  await axe(page);
  await show(page, 'Agenda');
  await page.locator('.cal-list section').first().waitFor();
  await axe(page);
  // One client alone; and the way it was left is found again.
  const name = (await page.locator('.cal-list .cal-whose').first().textContent()).trim();
  await page.getByLabel('Whose days').selectOption({ label: name });
  await page.waitForFunction((name) => [...document.querySelectorAll('.cal-list .cal-whose')].every((one) => one.textContent.trim() === name), name);
  await page.locator('.cal-list .cal-entry a').first().click();
  await page.waitForFunction(() => location.hash.startsWith('#/clients/'));
  await page.goBack();
  await page.locator('.cal-list section').first().waitFor();
  assert.deepEqual([...new Set(await page.locator('.cal-list .cal-whose').allTextContents())], [name]);
});

test('import has its place with the clients', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await go(page, '#/clients');
  await page.locator('.head').getByRole('link', { name: 'Import' }).click();
  await page.waitForFunction(() => location.hash === '#/import');
  assert.equal(await page.locator('.rail [aria-current=page]').textContent(), 'Clients');
});

test('two launches on one day are named with both clients, and so is a day with more planned than there is', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await addClient(page, 'Brook');
  await deliver(page, 'Acme', 'Launch', iso(7));
  await openClient(page, 'Brook');
  await openTab(page, 'Work');
  await page.getByRole('button', { name: 'Add a deliverable' }).click();
  await page.getByLabel('Due on').fill(iso(7));
  await page.getByText('Due on the same day: Acme (Launch)').waitFor();
  await page.getByLabel('What is delivered').fill('Site live');
  await page.getByLabel('Due on').press('Enter');
  await page.locator('.owed-title', { hasText: 'Site live' }).waitFor();
  await go(page, '#/settings/working');
  await page.getByLabel('Hours a day that can be planned').fill('6');
  await page.locator('form:has(#p-capacity)').getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Saved' }).first().waitFor();
  await go(page, '#/calendar');
  await plan(page, { what: 'Drafts', client: 'Acme', on: iso(1), from: '08:00', to: '13:00' });
  await plan(page, { what: 'Accounts', on: iso(1), from: '13:00', to: '17:00' });
  const notes = page.locator('.cal-notes');
  await notes.getByText('Acme (Launch) and Brook (Site live) are due on one day').waitFor();
  await notes.getByText('over-booked by 3 h: 9 h planned, room for 6 h').waitFor();
  await page.locator('.cal-cell .mark', { hasText: '3 h too much' }).waitFor();
  await notes.getByText('over-booked by 3 h').click();
  await block(page, 'Drafts').waitFor();
  await axe(page);
});

test('time is planned by keyboard and by pulling, moved, made longer, removed, taken back, and is there after a reload', async (t) => {
  const page = await openApp(t, { viewport: { width: 1280, height: 1400 } });
  await addClient(page, 'Acme');
  await go(page, '#/calendar');
  await show(page, 'Week');
  await plan(page, { what: 'Drafts', client: 'Acme', on: iso(1), from: '09:00', to: '11:00' });
  await block(page, 'Drafts · Acme').filter({ hasText: '09:00 to 11:00' }).waitFor();
  // What is missing is said, and nothing is lost.
  await page.locator('.head').getByRole('button', { name: 'Plan time' }).click();
  await page.locator('#b-from').fill('14:00');
  await page.locator('#b-to').fill('13:00');
  await page.locator('#b-to').press('Enter');
  await page.getByText('Please say what it is for, or choose a client.').waitFor();
  await page.getByLabel('What the time is for').fill('Accounts');
  await page.locator('#b-to').press('Enter');
  await page.getByText('Please give a time, and an end after it').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });

  await pull(page, await at(page, iso(2), 13), await at(page, iso(2), 15));
  await page.locator('#b-from').waitFor();
  assert.deepEqual([await page.locator('#b-day').inputValue(), await page.locator('#b-from').inputValue(), await page.locator('#b-to').inputValue()], [
    iso(2), '13:00', '15:15',
  ]);
  await fill(page, { what: 'Accounts', to: '15:00' });
  await block(page, 'Accounts').filter({ hasText: '13:00 to 15:00' }).waitFor();

  // To another day and hour, and back again.
  const held = await block(page, 'Accounts').boundingBox();
  const to = await at(page, iso(3), 10);
  await pull(page, { x: held.x + 8, y: held.y + 6 }, { x: to.x, y: to.y + 6 });
  await day(page, iso(3)).locator('.cal-block', { hasText: '10:00 to 12:00' }).waitFor();
  assert.equal(await page.locator('dialog[open]').count(), 0, 'a pull is no press');
  await page.locator('.toast', { hasText: 'Planned for Fri 27 Nov 2026, 10:00 to 12:00' }).getByRole('button', { name: 'Undo' }).click();
  await day(page, iso(2)).locator('.cal-block', { hasText: '13:00 to 15:00' }).waitFor();
  const edge = await block(page, 'Accounts').locator('.cal-edge').boundingBox();
  await pull(page, { x: edge.x + 8, y: edge.y + 4 }, await at(page, iso(2), 16));
  await block(page, 'Accounts').filter({ hasText: '13:00 to 16:00' }).waitFor();

  await page.reload();
  await show(page, 'Week');
  await block(page, 'Accounts').filter({ hasText: '13:00 to 16:00' }).waitFor();
  await block(page, 'Drafts · Acme').getByRole('button').press('Enter');
  await page.locator('#b-day').fill(iso(0));
  await page.locator('#b-day').press('Enter');
  await day(page, iso(0)).locator('.cal-block', { hasText: 'Drafts' }).waitFor();
  await block(page, 'Drafts').getByRole('button').click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await block(page, 'Drafts').waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: 'Planned time removed' }).getByRole('button', { name: 'Undo' }).click();
  await block(page, 'Drafts').waitFor();
});

test('planned time is given to another client and to a kind of work by keyboard, and taken back', async (t) => {
  const page = await openApp(t, { viewport: { width: 1280, height: 1200 } });
  await addClient(page, 'Acme');
  await addClient(page, 'Blüm');
  await go(page, '#/calendar');
  await show(page, 'Week');
  await plan(page, { what: 'Drafts', client: 'Acme', on: iso(1), from: '09:00', to: '11:00' });
  const give = async (from, to) => {
    await block(page, from).getByRole('button').press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'b-title');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'b-for');
    await page.keyboard.type(to);
    await page.locator('#b-to').press('Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  };
  await give('Drafts · Acme', 'Bl');
  await block(page, 'Drafts · Blüm').waitFor();
  assert.equal(await page.locator('.cal-block').count(), 1, 'it stands once');
  await page.waitForFunction(() => document.activeElement?.textContent.startsWith('Drafts · Blüm'));
  await give('Drafts · Blüm', 'No cl');
  await page.waitForFunction(() => document.querySelector('.cal-block .cal-what')?.textContent === 'Drafts');
  await page.locator('.toast', { hasText: 'Planned time changed' }).last().getByRole('button', { name: 'Undo' }).click();
  await block(page, 'Drafts · Blüm').waitFor();
  await page.reload();
  await show(page, 'Week');
  await block(page, 'Drafts · Blüm').filter({ hasText: '09:00 to 11:00' }).waitFor();
  assert.equal(await page.locator('.cal-block').count(), 1);
});

test('the public holidays of a region come at once, are shaded by their names, and are taken back at once', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await go(page, '#/settings/working');
  await page.getByRole('button', { name: 'Add the public holidays of a country' }).click();
  assert.equal(await page.locator('#public-country option:checked').textContent(), 'United Kingdom');
  await page.locator('#public-country').selectOption({ label: 'Germany' });
  await page.locator('#public-region').selectOption({ label: 'Bayern' });
  await page.locator('#public-year').selectOption('2027');
  await page.locator('.public-days', { hasText: 'Wednesday, 6 January 2027 Epiphany' }).waitFor();
  await axe(page, { within: '#working' });
  await page.getByRole('button', { name: /^Add \d+ holidays$/ }).click();
  await page.locator('.holidays', { hasText: 'Epiphany' }).waitFor();
  await page.getByRole('button', { name: 'All of them are there' }).waitFor();
  await go(page, '#/calendar');
  for (const _ of ['December', 'January']) await page.getByRole('button', { name: 'The next month' }).click();
  await page.locator('.cal-cell.cal-off', { hasText: 'Epiphany' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.locator('.cal-holiday').first().waitFor({ state: 'detached' });
});

test('the file that is given out is read by another calendar as it was meant, in any zone', async (t) => {
  for (const timezoneId of ['Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland']) {
    const context = await freshContext(t, { timezoneId });
    const page = await openApp(t, { context });
    await addClient(page, 'Blüm & Söhne 🌱');
    await deliver(page, 'Blüm', 'Report, final; second \\ version', '2027-03-31');
    await go(page, '#/calendar');
    await plan(page, { what: 'Drafts', client: 'Blüm & Söhne 🌱', on: '2027-03-29', from: '14:00', to: '16:00' });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
    assert.equal(download.suggestedFilename(), 'throughline.ics');
    const text = readFileSync(await download.path(), 'utf8');
    assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
    const calendar = new ICAL.Component(ICAL.parse(text));
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
    const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    const report = events.find(({ summary }) => summary.startsWith('Report'));
    assert.equal(report.summary, 'Report, final; second \\ version · Blüm & Söhne 🌱');
    assert.deepEqual([report.startDate.isDate, report.startDate.toString(), report.endDate.toString()], [true, '2027-03-31', '2027-04-01'], timezoneId);
    const drafts = events.find(({ summary }) => summary.startsWith('Drafts'));
    assert.deepEqual([drafts.startDate.toString(), drafts.endDate.toString(), drafts.startDate.zone.tzid], ['2027-03-29T14:00:00', '2027-03-29T16:00:00', timezoneId]);
    // The same instant that the browser's own rules give: its clocks changed the day before, or will.
    const instant = await page.evaluate(() => new Date(2027, 2, 29, 14).getTime());
    assert.equal(drafts.startDate.toJSDate().getTime(), instant, timezoneId);
    assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
  }
});

test('on a phone the days stand below each other, those with nothing left out', async (t) => {
  const context = await freshContext(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await openApp(t, { context });
  await addSample(page);
  await go(page, '#/calendar');
  await page.locator('.cal-entry').first().waitFor();
  const shown = await page.locator('.cal-cell:visible').count();
  assert.ok(shown > 0 && shown < 30, `${shown}`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await axe(page);
  await show(page, 'Week');
  await page.locator('.head').getByRole('button', { name: 'Plan time' }).tap();
  await fill(page, { what: 'Calls', on: iso(1), from: '09:00', to: '10:00' });
  await block(page, 'Calls').waitFor();
  await block(page, 'Calls').getByRole('button').tap();
  await page.getByRole('button', { name: 'Remove', exact: true }).tap();
  await block(page, 'Calls').waitFor({ state: 'detached' });
});
