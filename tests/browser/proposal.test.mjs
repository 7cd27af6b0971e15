// A proposal, from a blank page to a yes that starts the work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, go, moneys, openClient } from './pages.mjs';

const part = (page, name) => page.getByRole('region', { name, exact: true });
const side = (page) => page.getByRole('complementary', { name: 'Proposal' });
const plain = (text) => text.replace(/\s+/g, ' ').trim();

/** The practice has a name, and a client a proposal that is open in its editor. */
async function writing(t, name = 'Acme') {
  const page = await openApp(t);
  await go(page, '#/settings');
  await page.getByLabel('Business name').fill('Studio Vale');
  await page.getByRole('region', { name: 'Business' }).getByRole('button', { name: 'Save' }).click();
  await addClient(page, name);
  await openClient(page, name);
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await part(page, 'Proposals').getByRole('button', { name: 'Write a proposal' }).click();
  await page.getByRole('heading', { level: 1, name: `Proposal for ${name}` }).waitFor();
  return page;
}

/** A field of a row, by its place. */
const cell = (page, label, row) => page.getByLabel(`${label}, row ${row}`, { exact: true });

async function fill(page, { exclusions = 'Photography and texts' } = {}) {
  await page.getByLabel('Name', { exact: true }).fill('Website');
  await page.getByLabel('What they want, and what you do about it').fill('Five pages that bring people to the door.');
  await page.getByLabel('Currency').selectOption('EUR');
  const gets = part(page, 'What they get');
  await gets.getByLabel('What, row 1').fill('Five pages, designed');
  await gets.getByLabel('By, row 1').fill('2027-03-01');
  const costs = part(page, 'What it costs');
  await costs.getByLabel('What, row 1').fill('Design');
  await costs.getByLabel('Price, row 1').fill('2000');
  await costs.getByLabel('Tax %, row 1').fill('19');
  await costs.getByRole('button', { name: 'Add a price' }).click();
  await costs.getByLabel('What, row 2').fill('Shop');
  await costs.getByLabel('Price, row 2').fill('300');
  await costs.getByLabel('Tax %, row 2').fill('19');
  await costs.getByLabel('Optional, row 2').check();
  await page.getByLabel('Rounds of changes included').fill('2');
  await page.getByLabel('We answer within (working hours)').fill('8');
  await page.getByLabel('Extra work, an hour').fill('95');
  if (exclusions) await page.getByLabel('What the price does not cover').fill(exclusions);
  await side(page).locator('.totals-sum', { hasText: '2,380.00' }).waitFor();
}

async function send(page, label = 'Check and send') {
  await side(page).getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('button', { name: 'Yes, it went out today' }).click();
  await page.locator('.standing', { hasText: /^Sent on/ }).waitFor();
}

test('a proposal is written, its vague words are marked, and it goes out only when it says what it leaves out', async (t) => {
  const page = await writing(t);
  await axe(page);
  await fill(page, { exclusions: '' });
  await page.getByLabel('Timeline').fill('We start SOON; a few drafts by 4 May. The page “Coming soon” stays.');
  const marks = page.locator('.vague mark');
  await marks.nth(1).waitFor();
  assert.deepEqual(await marks.allTextContents(), ['SOON', 'a few']);
  await axe(page);
  await page.locator('.vague li', { hasText: 'a few' }).getByRole('button').click();
  await page.waitForFunction(() => document.querySelectorAll('.vague mark').length === 1);

  // What cannot be read stays as it was typed, and nothing goes out with it.
  await cell(page, 'Price', 2).fill('three');
  await cell(page, 'Price', 2).blur();
  await page.locator('.error').first().waitFor();
  await page.getByRole('button', { name: 'See what they see' }).click();
  await page.locator('.paper').waitFor();
  await side(page).getByRole('button', { name: 'Check and send' }).click();
  await page.getByText('One of the fields cannot be read yet.').waitFor();
  assert.equal(await cell(page, 'Price', 2).inputValue(), 'three');
  await cell(page, 'Price', 2).fill('300');

  await side(page).getByRole('button', { name: 'Check and send' }).click();
  await page.getByRole('heading', { name: 'Before it goes out' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'pf-not_included');
  await axe(page);
  await page.getByRole('button', { name: 'Leave it unsaid', exact: true }).click();
  await page.getByText('Left unsaid on purpose.').waitFor();
  await page.getByRole('button', { name: 'See what they see' }).click();
  assert.deepEqual(await page.locator('.paper mark').allTextContents(), ['SOON']);
  await axe(page);
  await side(page).getByRole('button', { name: 'Check and send' }).click();
  assert.match(await page.getByLabel('Text to send with it').inputValue(), /proposal for “Website”[\s\S]*2,380\.00[\s\S]*one part that you may add or leave/);
  await axe(page);
  await page.getByRole('button', { name: 'Yes, it went out today' }).click();
  await page.locator('.standing', { hasText: /^Sent on/ }).waitFor();
  assert.match(await page.locator('.paper-hash').first().textContent(), /SHA-256 [0-9a-f]{64}/);
  assert.equal(await page.locator('.paper mark').count(), 0);
  await axe(page);
});

test('a second version takes the place of the first, is accepted with what was chosen, begins the work, and is taken back whole', async (t) => {
  const page = await writing(t);
  await fill(page);
  await send(page);
  const first = await page.locator('.paper').textContent();
  await side(page).getByRole('button', { name: 'Change it' }).click();
  await page.getByLabel('Rounds of changes included').fill('3');
  await send(page, 'Check and send version 2');
  await side(page).getByRole('button', { name: 'Version 1' }).click();
  await page.getByText('This version was superseded').waitFor();
  assert.equal(await page.locator('.paper').textContent(), first, 'what was sent stays as it was sent');

  await side(page).getByRole('button', { name: 'They accepted' }).click();
  const form = page.getByRole('form', { name: 'Write down their yes' });
  await form.waitFor();
  const before = await page.evaluate(() => {
    const [paper, name] = [document.querySelector('.paper'), document.querySelector('#accept-by')];
    return Boolean(paper.compareDocumentPosition(name) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  assert.ok(before, 'the terms come before the name');
  await axe(page);
  await form.getByRole('button', { name: 'Accept it' }).click();
  await form.getByRole('alert').waitFor();
  await form.getByLabel('Shop').check();
  await form.locator('.totals-sum', { hasText: '2,737.00' }).waitFor();
  await form.locator('.totals-ask', { hasText: '1,368.50' }).waitFor();
  await form.getByLabel('Name of whoever said yes').fill('Jo Birch');
  await form.getByRole('button', { name: 'Accept it' }).click();
  await page.locator('.standing', { hasText: /^Accepted on/ }).waitFor();
  assert.match(plain(await side(page).textContent()), /Jo Birch.*Shop/);
  await axe(page);

  const toast = page.locator('.toast', { hasText: 'Accepted' }).getByRole('button', { name: 'Undo' });
  await toast.waitFor();
  await side(page).getByRole('link', { name: 'Go to the engagement' }).click();
  const card = page.locator('.agreement', { hasText: 'Website' });
  await card.waitFor();
  const text = plain(await card.textContent());
  for (const words of ['Photography and texts', '2,300.00', '3 included', 'Within 8 working hours']) assert.ok(text.includes(words), `${words} in ${text}`);
  await part(page, 'Deliverables').locator('.owed-title', { hasText: 'Five pages, designed' }).waitFor();
  await part(page, 'Proposals').locator('.standing', { hasText: 'Accepted on' }).waitFor();
  await axe(page);
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await page.locator('.ledger tbody a').click();
  await page.locator('#doc-title').waitFor();
  assert.ok((await moneys(page.locator('.doc-side'))).join().includes('2,737.00'));
  assert.match(await page.locator('#e-note').inputValue(), /As accepted on .*version 2/);
  await page.goBack();
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await toast.click();
  await part(page, 'Proposals').locator('.standing', { hasText: 'Sent on' }).waitFor();
  await page.locator('.agreement').waitFor({ state: 'detached' });
});

test('a no keeps its reason and says where the client goes', async (t) => {
  const page = await writing(t);
  await fill(page);
  await send(page);
  await side(page).getByRole('button', { name: 'They declined' }).click();
  await page.getByRole('button', { name: 'Write it down' }).click();
  await page.getByText('Please say why').waitFor();
  await axe(page);
  await page.getByLabel('Why', { exact: true }).fill('They build it themselves');
  await page.getByLabel('Where do they go from here?').selectOption({ label: 'Retention' });
  await page.getByRole('button', { name: 'Write it down' }).click();
  await page.locator('.standing', { hasText: /^Declined on/ }).waitFor();
  await side(page).getByText('They build it themselves').waitFor();
  await page.locator('.crumb').click();
  await page.getByRole('button', { name: /^In Retention/ }).waitFor();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await page.getByText('Declined:').waitFor();
  await page.getByText('Sent:').waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('dialog.finder #find').fill('photography');
  await page.locator('dialog.finder [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Website' }).waitFor();
  await page.locator('.paper').waitFor();
});

test('the keyboard alone writes a proposal and answers it', async (t) => {
  const page = await writing(t);
  await fill(page);
  const press = async (name) => {
    const button = page.getByRole('button', { name, exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
  };
  await part(page, 'What they get').getByRole('button', { name: 'Add something they get' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'What, row 2');
  await page.keyboard.type('A style sheet');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await press('Check and send');
  await page.waitForFunction(() => document.activeElement?.id === 'send-text');
  await press('Yes, it went out today');
  await page.waitForFunction(() => document.activeElement?.id === 'proposal-title');
  await press('They accepted');
  await page.waitForFunction(() => document.activeElement?.id === 'accept-h');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Jo Birch');
  await page.keyboard.press('Enter');
  await page.locator('.standing', { hasText: /^Accepted on/ }).waitFor();
  await page.locator('.paper', { hasText: 'A style sheet' }).waitFor();
});

test('a request moves budget and dates and leaves the proposal as it was; who does not know of a new day is told', async (t) => {
  const page = await writing(t);
  await fill(page);
  await send(page);
  const sent = await page.locator('.paper').textContent();
  await side(page).getByRole('button', { name: 'They accepted' }).click();
  await page.getByLabel('Name of whoever said yes').fill('Jo Birch');
  await page.getByRole('button', { name: 'Accept it' }).click();
  await side(page).getByRole('link', { name: 'Go to the engagement' }).click();
  const pages = page.locator('.owed-line', { hasText: 'Five pages, designed' });
  await pages.locator('time', { hasText: '1 Mar 2027' }).waitFor();
  await page.getByRole('heading', { name: /^Onboarding/ }).first().waitFor();

  const beyond = part(page, 'Beyond the scope');
  await beyond.getByRole('button', { name: 'Add a request' }).click();
  const form = beyond.getByRole('form');
  await form.getByLabel('What was asked for').fill('A map');
  await form.getByLabel('Hours it would take').fill('4');
  await form.getByLabel('Moves the dates by (working days)').fill('3');
  await form.getByLabel('Engagement').selectOption({ label: 'Website' });
  await form.getByRole('button', { name: 'Add a request' }).click();
  const request = beyond.locator('.request', { hasText: 'A map' });
  await request.getByRole('button', { name: /^They said yes/ }).click();
  await request.getByText('then due 3 working days later').waitFor();
  await request.getByRole('form').getByRole('button', { name: 'Accepted' }).click();
  assert.match(await page.locator('#letter-text').inputValue(), /thank you for your yes to “A map”/);
  await axe(page);
  await request.getByText(/not in writing yet/).waitFor();
  await pages.locator('time', { hasText: '4 Mar 2027' }).waitFor();
  assert.equal(await pages.locator('.mark').count(), 0, 'they agreed to it, so they know');
  await page.locator('.agreement', { hasText: '2,380.00' }).waitFor();

  await pages.getByRole('button', { name: 'Move the day' }).click();
  await pages.getByRole('button', { name: 'Move the day' }).click();
  await pages.getByText('Please give the new day.').waitFor();
  await pages.getByLabel('New day').fill('2027-03-09');
  await pages.getByLabel('Why').fill('The typeface comes late.');
  await pages.getByRole('button', { name: 'Move the day' }).click();
  await pages.getByText('Please say whether they were told.').waitFor();
  await axe(page);
  await pages.getByLabel('Not yet').check();
  await pages.getByRole('button', { name: 'Move the day' }).click();
  assert.match(await page.locator('#moved-text').inputValue(), /will be ready on 9 March 2027 instead of 4 March 2027[\s\S]*The typeface comes late/);
  await axe(page);
  await pages.locator('.mark', { hasText: 'They do not know of the new day yet' }).waitFor();
  const work = page.url();
  await page.evaluate(() => (location.hash = location.hash.replace(/\/work.*/, '/hand-over')));
  await page.getByText(/they do not know of the new day yet/).waitFor();
  await page.goto(work);
  await pages.getByRole('button', { name: 'They know now' }).first().click();
  await pages.locator('.mark').waitFor({ state: 'detached' });
  await part(page, 'Proposals').getByRole('link', { name: 'Website' }).click();
  assert.equal(await page.locator('.paper').textContent(), sent);
});
