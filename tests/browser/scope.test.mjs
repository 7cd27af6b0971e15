// Engagements, time worked and requests beyond the scope.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, go, iso, moneys, openClient } from './pages.mjs';

const section = (page, name) => page.getByRole('region', { name });

/** A client on its Work tab. */
async function atWork(t, name = 'Acme') {
  const page = await openApp(t);
  await addClient(page, name);
  await openClient(page, name);
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await section(page, 'Engagements').waitFor();
  return page;
}

async function addEngagement(page, fields) {
  const part = section(page, 'Engagements');
  await part.getByRole('button', { name: 'Add an engagement' }).click();
  const form = part.getByRole('form', { name: 'Add an engagement' });
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByLabel(label, { exact: true });
    if (await field.evaluate((field) => field.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  await form.getByRole('button', { name: 'Add an engagement' }).click();
  await part.locator('.agreement', { hasText: fields.Name }).waitFor();
}

async function addTime(page, time, what, engagement) {
  const part = section(page, 'Time worked');
  await part.getByRole('button', { name: 'Add time' }).click();
  const form = part.getByRole('form', { name: 'Add time' });
  // A frame after it opens, the form takes the keyboard to its first field: what is typed within that frame would go there.
  await page.waitForFunction(() => document.activeElement?.closest('form')?.getAttribute('aria-label') === 'Add time');
  await form.getByLabel('Time', { exact: true }).fill(time);
  await form.getByLabel('What was done').fill(what);
  if (engagement) await form.getByLabel('Engagement').selectOption({ label: engagement });
  await form.getByRole('button', { name: 'Add time' }).click();
  await form.waitFor({ state: 'detached' });
}

const WEBSITE = {
  Name: 'Website',
  'What it covers': 'Five pages, designed and built',
  'What it does not cover': 'A shop',
  'How it is paid': 'hourly',
  'Price an hour': '90',
  Currency: 'EUR',
  'Hours in the budget': '10',
  'Revision rounds included': '2',
  'Round charged time up to (minutes)': '15',
};

test('an engagement says what it covers and what not, is changed, closed into Retention, and opened again', async (t) => {
  const page = await atWork(t);
  await axe(page);
  await addEngagement(page, WEBSITE);
  const card = page.locator('.agreement');
  const text = await card.textContent();
  for (const words of ['Five pages', 'A shop', 'By the hour', '90.00', '0:00 of 10', '2 included']) assert.ok(text.includes(words), `${words} in ${text}`);
  await axe(page);

  await card.getByRole('button', { name: /^Edit/ }).click();
  await page.getByLabel('Ends on').fill(iso(10));
  await page.getByRole('button', { name: 'Save' }).click();
  await card.locator('.mark', { hasText: /Ends in (9|10) days/ }).waitFor();

  await card.getByRole('button', { name: /^Close/ }).click();
  await page.getByRole('form', { name: 'Close' }).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Move to Retention' }).click();
  await page.getByRole('button', { name: /^In Retention/ }).waitFor();
  await page.locator('.next-step', { hasText: 'Check in' }).waitFor();
  await card.getByText(/^Closed/).waitFor();
  await axe(page);
  await card.getByRole('button', { name: /^Open again/ }).click();
  await card.getByRole('button', { name: /^Close/ }).waitFor();
});

test('a clock runs on while the page is closed, and its time is put on a draft with the right sum and taken back', async (t) => {
  const page = await atWork(t);
  await addEngagement(page, WEBSITE);
  await page.locator('.agreement').getByRole('button', { name: /^Start the clock/ }).click();
  await page.locator('.clock', { hasText: 'Website' }).waitFor();
  await page.locator('.clock').getByLabel('What are you doing?').fill('Sketches');
  await page.keyboard.press('Tab');
  await axe(page);
  await page.reload();
  await heading(page).waitFor();
  await page.locator('.clock').waitFor();
  assert.equal(await page.locator('.clock').getByLabel('What are you doing?').inputValue(), 'Sketches');
  await page.getByRole('button', { name: 'Stop the clock' }).click();
  await page.locator('.clock').waitFor({ state: 'detached' });
  const first = page.locator('.work-entry', { hasText: 'Sketches' });
  assert.match(await first.textContent(), /0:01/);

  await addTime(page, '1h 40', 'Layout', 'Website');
  await addTime(page, 'sometime', 'Calls', 'Website').catch(() => {});
  await page.getByText('Write the time like 1:30').waitFor();
  await page.getByLabel('Time', { exact: true }).fill('0:50');
  await page.getByRole('form', { name: 'Add time' }).getByRole('button', { name: 'Add time' }).click();
  await page.locator('.work-entry', { hasText: 'Calls' }).waitFor();
  // 1 min → 15, 100 min → 105, 50 min → 60: three hours at 90.
  const bill = page.getByRole('button', { name: /^Bill this time/ });
  assert.deepEqual(await moneys(bill), ['EUR 270.00']);
  assert.deepEqual((await moneys(page.locator('.purse')))[0], 'EUR 270.00', 'unbilled, on the head too');
  await axe(page);

  await bill.click();
  await page.waitForFunction(() => /documents\/[0-9a-f-]{36}$/.test(location.hash));
  await page.locator('.doc').waitFor();
  const lines = await page.locator('.doc').locator('textarea, input').evaluateAll((fields) => fields.map((field) => field.value));
  assert.ok(lines.some((line) => line.includes('Website: Layout (1\u00a0h 40\u00a0min, rounded up to 1\u00a0h 45\u00a0min)')), lines.join(' | '));
  assert.match(await page.locator('.doc').textContent(), /270\.00/);
  await page.locator('.toast', { hasText: 'On a draft' }).getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: /Bring/ }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: /^Bill this time/ }).waitFor();
  assert.deepEqual(await moneys(page.getByRole('button', { name: /^Bill this time/ })), ['EUR 270.00']);
  assert.equal(await page.locator('.work-entry a').count(), 0);
});

test('time without a price says where to set one', async (t) => {
  const page = await atWork(t);
  await addTime(page, '90', 'Call');
  await page.getByRole('button', { name: 'Bill this time' }).click();
  await page.locator('.toast', { hasText: 'set “Price an hour”' }).waitFor();
});

test('a request is priced, asked for kindly, accepted beside the original, and put on an invoice', async (t) => {
  const page = await atWork(t);
  await addEngagement(page, WEBSITE);
  const part = section(page, 'Beyond the scope');
  await part.getByRole('button', { name: 'Add a request' }).click();
  const form = part.getByRole('form', { name: 'Add a request' });
  await form.getByLabel('What was asked for').fill('Class calendar');
  await form.getByLabel('Hours it would take').fill('4.5');
  await form.getByLabel('Engagement').selectOption({ label: 'Website' });
  await form.getByRole('button', { name: 'Add a request' }).click();
  const request = part.locator('.request', { hasText: 'Class calendar' });
  await request.waitFor();
  assert.deepEqual(await moneys(part.locator('.meter')), ['EUR 405.00']);

  await request.getByRole('button', { name: /^Draft the change request/ }).click();
  const letter = part.getByLabel('Ready to send');
  assert.match(await letter.inputValue(), /you asked for “Class calendar”[^]*4\.5 hours at 90\.00\u00a0EUR an hour, 405\.00\u00a0EUR in all/);
  await axe(page);
  await part.getByRole('button', { name: 'Close', exact: true }).click();

  await request.getByRole('button', { name: /^They said yes/ }).click();
  await part.getByRole('form').getByRole('button', { name: 'Accepted' }).click();
  await request.getByText(/^Accepted .*not in writing yet/).waitFor();
  const card = page.locator('.agreement');
  await card.getByText('0:00 of 14.5').waitFor();
  assert.match(await card.textContent(), /10\sh agreed, 4\.5\sh added/);
  await card.getByRole('button', { name: /^Edit/ }).click();
  assert.equal(await page.getByLabel('Hours in the budget').inputValue(), '10', 'what was agreed stays');
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.deepEqual(await moneys(part.locator('.meter')), ['EUR 405.00'], 'accepted is not charged yet');

  await request.getByRole('button', { name: /^Confirmed in writing/ }).click();
  await request.getByText(/in writing$/).waitFor();
  await axe(page);
  await request.getByRole('button', { name: /^Put on an invoice/ }).click();
  await page.waitForFunction(() => /documents\/[0-9a-f-]{36}$/.test(location.hash));
  await page.locator('.doc', { hasText: '405.00' }).waitFor();
  await page.goBack();
  await request.getByRole('link', { name: 'On a draft' }).waitFor();
  assert.equal(await part.locator('.meter').count(), 0);
  await card.getByText('0:00 of 14.5').waitFor();
  await axe(page);
});

test('several engagements in two currencies are charged apart', async (t) => {
  const page = await atWork(t);
  await addEngagement(page, WEBSITE);
  await addEngagement(page, { Name: 'Signs', 'Price an hour': '60', Currency: 'CHF' });
  await addTime(page, '60', 'Drafts', 'Signs');
  await addTime(page, '60', 'Layout', 'Website');
  assert.deepEqual(await moneys(page.locator('.purse dl > div:first-child')), ['CHF 60.00', 'EUR 90.00']);
  await page.getByRole('button', { name: /^Bill this time in CHF/ }).click();
  await page.locator('.doc', { hasText: '60.00' }).waitFor();
  await go(page, '#/board');
});

test('an engagement that stands elsewhere than its client has a card of its own, moved by keys and by menu', async (t) => {
  const page = await atWork(t);
  await addEngagement(page, WEBSITE);
  await page.locator('.agreement').getByRole('button', { name: 'On the board with the client' }).click();
  await page.getByRole('group', { name: 'Place on the board' }).getByRole('button', { name: 'Delivery' }).click();
  await page.getByRole('button', { name: 'On the board in Delivery' }).waitFor();
  await axe(page);
  await go(page, '#/board');
  const own = page.locator('#lane-delivery .card', { hasText: 'Website' });
  await own.getByText('Acme').waitFor();
  assert.equal(await page.locator('#lane-attraction .card').count(), 1, 'the client stays where it is');
  await axe(page);
  await own.locator('.card-name').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const moved = page.locator('#lane-communication .card', { hasText: 'Website' });
  await moved.waitFor();
  await page.getByText('Website moved to Communication').first().waitFor();
  await page.reload();
  await moved.waitFor();
  await moved.getByRole('button', { name: 'Move Website' }).click();
  await moved.getByRole('button', { name: /Attraction/ }).click();
  await moved.waitFor({ state: 'detached' });
  assert.equal(await page.locator('.card').count(), 1, 'where its client is, it has no card of its own');
  await page.getByRole('button', { name: 'Undo' }).click();
  await moved.waitFor();
  await moved.locator('.card-name').click();
  await page.getByRole('button', { name: 'On the board in Communication' }).waitFor();
});
