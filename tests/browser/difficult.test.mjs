// Working hours and holidays, the deposit before work, and what helps when it is difficult with a client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, freshContext, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, iso, openClient } from './pages.mjs';

const section = (page, name) => page.getByRole('region', { name });
async function work(page, name) {
  await openClient(page, name);
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await section(page, 'Engagements').waitFor();
}

async function addItem(page, part, add, fields) {
  await part.getByRole('button', { name: add }).click();
  const form = part.getByRole('form', { name: add });
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByLabel(label, { exact: true });
    if (await field.evaluate((field) => field.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  await form.getByRole('button', { name: add }).click();
}

test('hours and a holiday are set, refused where they cannot be, taken back, and heard by the next checklist', async (t) => {
  // A Friday afternoon in Berlin.
  const context = await freshContext(t);
  await context.clock.install({ time: new Date('2026-11-20T14:30:00Z') });
  const page = await openApp(t, { context });
  await addClient(page, 'Acme');
  await go(page, '#/settings/working');
  const part = section(page, 'Working hours and holidays');
  await part.getByLabel('Friday, to').waitFor();
  await axe(page);
  await part.getByLabel('Friday, to').fill('08:00');
  await part.getByRole('button', { name: 'Save' }).click();
  await part.getByText('Friday needs a beginning, and an end after it').waitFor();
  assert.equal(await part.getByLabel('Friday, to').inputValue(), '08:00', 'nothing typed is lost');
  await axe(page);
  await part.getByLabel('Friday, to').fill('16:30');
  await part.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast', { hasText: 'Saved' }).first().waitFor();

  await part.getByRole('button', { name: 'Add the holiday' }).click();
  await part.getByText('Please give the day.').waitFor();
  await part.getByLabel('Day', { exact: true }).fill('2026-11-23');
  await part.getByLabel('What it is').fill('Founders’ day');
  await page.keyboard.press('Enter');
  await part.locator('.holidays', { hasText: 'Monday, 23 November 2026' }).waitFor();
  await part.getByLabel('Day', { exact: true }).fill('2026-11-23');
  await page.keyboard.press('Enter');
  await part.getByText('is a holiday already').waitFor();
  await axe(page);

  // Four working hours from Friday 15:30: one until 16:30, Monday is free, three on Tuesday.
  await work(page, 'Acme');
  await page.getByRole('button', { name: 'Begin onboarding' }).click();
  await page.getByRole('form', { name: 'Begin onboarding' }).getByRole('button', { name: 'Begin onboarding' }).click();
  const step = page.locator('.task', { hasText: 'Say welcome' });
  await step.getByText('due Tuesday by 12:00').waitFor();
  assert.equal(await step.getAttribute('data-state'), 'open');
  await axe(page);
  // Seen again at one minute past it.
  await context.clock.setSystemTime(new Date('2026-11-24T10:50:00Z'));
  await page.reload();
  await heading(page).waitFor();
  await step.getByText('due today by 12:00').waitFor();
  assert.equal(await step.getAttribute('data-state'), 'open');
  await context.clock.setSystemTime(new Date('2026-11-24T11:01:00Z'));
  await page.reload();
  await heading(page).waitFor();
  await page.locator('.task[data-state=late]', { hasText: 'Say welcome' }).getByText('due today by 12:00, overdue').waitFor();

  await go(page, '#/settings/working');
  await part.getByRole('button', { name: /^Remove ?: Monday/ }).click();
  await part.getByText('None written down yet').waitFor();
  await page.locator('.toast', { hasText: 'Holiday removed' }).getByRole('button', { name: 'Undo' }).click();
  await part.locator('.holidays', { hasText: 'Founders’ day' }).waitFor();
});

test('without the agreed deposit, time and Delivery ask for a reason, and keep it', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await work(page, 'Acme');
  await addItem(page, section(page, 'Engagements'), 'Add an engagement', { Name: 'Website', Currency: 'EUR', 'Deposit before work begins': '1200' });
  await page.locator('.agreement', { hasText: 'Website' }).waitFor();
  const part = section(page, 'Time worked');
  await addItem(page, part, 'Add time', { Time: '1:00', 'What was done': 'Sketches' });
  const dialog = page.getByRole('dialog', { name: 'The deposit is not there yet' });
  await dialog.getByText('Website: the deposit of 1,200.00').waitFor();
  await axe(page);
  await dialog.getByRole('button', { name: 'Record it all the same' }).click();
  await dialog.getByText('Please say why: it is kept with the time.').waitFor();
  await dialog.getByRole('button', { name: 'Wait for the deposit' }).click();
  assert.equal(await part.getByLabel('What was done').inputValue(), 'Sketches', 'nothing typed is lost');
  await part.getByRole('form', { name: 'Add time' }).getByRole('button', { name: 'Add time' }).click();
  await dialog.getByLabel('Why you work on it all the same').fill('The fair is next week');
  await dialog.getByRole('button', { name: 'Record it all the same' }).click();
  await part.locator('.work-entry', { hasText: 'Before the deposit: The fair is next week' }).waitFor();
  await axe(page);

  await page.locator('#stage-now').click();
  await page.locator('#stage-menu').getByRole('button', { name: 'Delivery' }).click();
  const leave = page.getByRole('dialog', { name: /leaves Attraction/ });
  await leave.getByText('Website: the deposit of 1,200.00').waitFor();
  await leave.getByLabel('Why it goes on all the same').fill('They pay tomorrow');
  await leave.getByRole('button', { name: 'Move to Delivery' }).click();
  await page.getByRole('button', { name: /^In Delivery/ }).waitFor();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await page.locator('.entry', { hasText: 'They pay tomorrow' }).waitFor();
});

test('the record shows its facts, five steps become an entry and a message, and none of it is handed over', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await work(page, 'Acme');
  await addItem(page, section(page, 'Promises'), 'Add a promise', { 'What is promised': 'New fonts', 'Who owes it': 'ours', 'Due on': iso(-5) });
  await page.locator('.owed-line', { hasText: 'New fonts' }).waitFor();

  await page.getByRole('button', { name: /More/ }).first().click();
  await page.getByRole('link', { name: 'When it is difficult' }).click();
  await page.getByRole('heading', { level: 1, name: 'When it is difficult with Acme' }).waitFor();
  const ours = section(page, 'A mistake of ours');
  const fact = ours.getByRole('link', { name: 'New fonts is 5 days late' });
  await fact.waitFor();
  await axe(page);
  await fact.click();
  await page.locator('.owed-line:focus', { hasText: 'New fonts' }).waitFor();
  await page.goBack();

  // By keyboard from here to the first step.
  await ours.getByRole('button', { name: /^Prepare a talk/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('What it is about').waitFor();
  await page.waitForFunction(() => document.activeElement.id.startsWith('about-'));
  await page.keyboard.type('The fonts');
  const step = (name) => page.getByRole('textbox', { name: new RegExp(`^\\d\\. ${name}`) });
  await page.keyboard.press('Tab');
  for (let tries = 0; tries < 8 && !(await step('Acknowledge').evaluate((field) => field === document.activeElement)); tries += 1) await page.keyboard.press('Tab');
  await page.keyboard.type('You waited, and your printer too.');
  await page.waitForTimeout(1_200);
  await page.reload();
  await heading(page).waitFor();
  await page.waitForFunction(() => document.querySelector('textarea[id^=talk-acknowledge]')?.value === 'You waited, and your printer too.');
  assert.equal(await page.getByLabel('What it is about').inputValue(), 'The fonts');

  await page.getByRole('button', { name: /^Leave this step out ?: Clarify/ }).click();
  await page.locator('.talk-step[data-out]', { hasText: 'Clarify' }).getByText('Left out', { exact: true }).waitFor();
  await step('Own').fill('I forgot to send them.');
  await step('Propose').fill('They come this week.');
  const promise = page.getByRole('form', { name: 'Promise it' });
  await promise.getByLabel('What', { exact: true }).fill('Send the fonts');
  await promise.getByRole('button', { name: 'Promise it' }).click();
  await promise.getByText('Please give the day').waitFor();
  await promise.getByLabel('By when').fill(iso(3));
  await promise.getByRole('button', { name: 'Promise it' }).click();
  await page.locator('.talk-step', { hasText: 'Promised' }).getByText('Send the fonts').waitFor();
  const good = section(page, 'Make it good');
  await good.getByLabel('What exactly').fill('An hour of type setting');
  await good.getByRole('button', { name: 'Note it' }).click();
  await good.getByText('Call, with nothing to ask for: An hour of type setting').waitFor();
  await axe(page);

  const message = page.getByLabel('Message that sums it up');
  await page.waitForFunction(() => /Send the fonts, by/.test(document.querySelector('textarea[id^=sum-]').value));
  const text = await message.inputValue();
  for (const words of ['“The fonts”', 'I forgot to send them.', 'New fonts is 5 days late', 'They come this week.']) assert.ok(text.includes(words), `${words} in ${text}`);
  assert.ok(!text.includes('What I understood'), 'what was left out is not in it');
  assert.ok((await page.getByRole('link', { name: 'Open in your mail' }).count()) === 0, 'no address, no mail');

  await page.getByRole('button', { name: 'It was said: put it in the history' }).click();
  await page.getByRole('heading', { name: 'Earlier conversations' }).waitFor();
  await axe(page);
  await page.getByRole('link', { name: 'Back to the client' }).click();
  const entry = page.locator('.entry', { hasText: 'Hard conversation' }).filter({ hasText: 'left out' });
  await entry.waitFor();
  assert.match(await entry.textContent(), /Private/);
  assert.match(await entry.textContent(), /Talked about: The fonts/);
  assert.match(await entry.textContent(), /Own your part: I forgot to send them\./);
  await go(page, (await page.evaluate(() => location.hash)) + '/hand-over');
  await page.getByRole('heading', { level: 1, name: /Acme/ }).waitFor();
  const handed = await page.locator('main').textContent();
  assert.ok(handed.includes('Send the fonts'), 'a promise is handed over');
  for (const words of ['I forgot', 'printer', 'The fonts', 'Hard conversation']) assert.ok(!handed.includes(words), `${words} is not handed over`);
});

test('an invoice is disputed in part and resolved; the sheet says what staying costs and how notice is counted', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await openClient(page, 'Ostrava Tool Works');
  await page.getByRole('button', { name: /More/ }).first().click();
  await page.getByRole('link', { name: 'When it is difficult' }).click();
  await page.getByText('times in 60 days more was asked for than was agreed').first().waitFor();
  await section(page, 'You do not fit together').getByText('Chosen').waitFor();
  await axe(page);
  await page.getByRole('link', { name: 'Look at what staying costs' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Stay with Ostrava Tool Works, or part?' }).waitFor();
  const costs = section(page, 'What staying costs');
  await costs.getByText('Cost = hours not charged × their rate').waitFor();
  // 83 hours of 64, at 85.
  assert.match((await costs.textContent()).replace(/\s+/g, ' '), /Hours beyond the budget Product catalogue, 19 hours × 85\s?EUR 1,615\.00/);
  await page.getByLabel('Notice given on').fill('2027-01-31');
  assert.equal(await page.getByLabel('Days of notice').inputValue(), '30');
  await page.getByText('30 days’ notice from 31 January 2027 ends on 2 March 2027.').waitFor();
  await page.getByText('28 February 2027 is day 28').waitFor();
  await section(page, 'Still owed').getByText('To deliver: Product catalogue').waitFor();
  await section(page, 'If you part').getByText('in Offboarding already').waitFor();
  await axe(page);
  await page.getByLabel('Days of notice').fill('soon');
  await page.getByText('Days of notice are a whole number').waitFor();

  await section(page, 'Waiting for money').getByRole('link').first().click();
  const dispute = section(page, 'Dispute');
  await dispute.getByText('Pays for the pages of the first plan').waitFor();
  const split = async () => (await dispute.locator('.facts').textContent()).replace(/\s+/g, ' ');
  assert.equal(await split(), 'DisputedEUR 1,800.00Not disputedEUR 3,600.00');
  await axe(page);
  await dispute.getByRole('button', { name: 'Resolve' }).click();
  await dispute.getByLabel('How it was settled').fill('They pay for both plans');
  await dispute.getByRole('button', { name: 'It is resolved' }).click();
  await dispute.getByText(/resolved .*: They pay for both plans/).waitFor();
  assert.equal(await dispute.locator('.facts').count(), 0);

  await dispute.getByRole('button', { name: 'Mark as disputed' }).click();
  await dispute.getByRole('form').getByRole('button', { name: 'Mark as disputed' }).click();
  await dispute.getByText('Please say what they do not accept.').waitFor();
  await dispute.getByLabel('What they do not accept').fill('The second delivery');
  await dispute.getByLabel('Amount in dispute').fill('a lot');
  await dispute.getByRole('form').getByRole('button', { name: 'Mark as disputed' }).click();
  await dispute.locator('#dispute-sum-e').waitFor();
  await axe(page);
  await dispute.getByLabel('Amount in dispute').fill('400');
  await dispute.getByRole('form').getByRole('button', { name: 'Mark as disputed' }).click();
  await dispute.getByText('The second delivery').waitFor();
  assert.equal(await split(), 'DisputedEUR 400.00Not disputedEUR 5,000.00');
  await go(page, '#/billing');
  await page.locator('.ledger tr', { hasText: 'Ostrava' }).getByText(/Disputed/).waitFor();
  await axe(page);
});
