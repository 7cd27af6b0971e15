// Duplicates, merging and taking apart; what a record says of contracts, tags, birthdays and channels.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { addClient, go, iso, lane, makeDraft, openClient, openTab, sentence } from './pages.mjs';

const toast = (page, text) => page.locator('.toast', { hasText: text });
const dialog = (page) => page.locator('dialog[open]');
const section = (page, heading) => page.locator('section', { has: page.getByRole('heading', { level: 2, name: heading, exact: true }) });

async function openDetails(page, name) {
  await openClient(page, name);
  await openTab(page, 'Details');
}

/** Writes into the details form and saves it. */
async function fillDetails(page, fields, button = 'Save') {
  await page.locator('#edit-details').click();
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.locator('.inline-form').getByRole('button', { name: button, exact: true }).click();
}

async function saved(page) {
  await page.locator('.inline-form').waitFor({ state: 'detached' });
}

async function addPromise(page, title) {
  await openTab(page, 'Work');
  const promises = section(page, 'Promises');
  await promises.getByRole('button', { name: 'Add a promise' }).click();
  await promises.getByLabel('What is promised').fill(title);
  await promises.getByLabel('Who owes it').selectOption({ label: 'We owe it to them' });
  await promises.getByRole('button', { name: 'Add a promise' }).click();
  await page.locator('.owed-line', { hasText: title }).waitFor();
}

test('who is here already is named before saving', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Müller & Söhne GmbH');
  await openDetails(page, 'Müller');
  await fillDetails(page, { 'E-mail': 'jo@mueller.example', Phone: '+49 (0)30 123456' });
  await saved(page);
  assert.equal(await page.locator('dd a[href^="tel:"]').getAttribute('href'), 'tel:+4930123456');
  assert.equal(await page.locator('dd a[href^="tel:"]').textContent(), '+49 (0)30 123456', 'shown as it was typed');

  // On the board, by the name without its legal form.
  await go(page, '#/board');
  const add = page.locator('#lane-attraction button.add');
  if ((await add.getAttribute('aria-expanded')) !== 'true') await add.click();
  await page.getByLabel(/Name of the new client/).fill('muller  sohne');
  const hint = page.locator('.alike', { hasText: 'Müller & Söhne GmbH, in Attraction, is called the same.' });
  await hint.waitFor();
  await hint.getByRole('link', { name: /Open it/ }).waitFor();
  await page.getByRole('button', { name: 'Add all the same' }).waitFor();
  await axe(page);
  await page.keyboard.press('Escape');

  // In the form for a new one, by the address in other case and spacing.
  await go(page, '#/clients');
  await page.getByRole('button', { name: 'Add a client' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Somebody else');
  await page.getByLabel('E-mail', { exact: true }).fill(' JO@Mueller.example');
  await dialog(page).locator('.alike', { hasText: 'has this e-mail address already' }).waitFor();
  await axe(page);
  await dialog(page).getByRole('button', { name: 'Add all the same' }).click();
  await page.getByRole('heading', { level: 1, name: 'Somebody else' }).waitFor();

  // And for a person, by the number.
  await page.getByRole('button', { name: 'Person' }).click();
  await page.locator('.inline-form').getByLabel('Phone').fill('0049 30 123456');
  await page.locator('.alike', { hasText: 'has this phone number already' }).waitFor();
  await axe(page);

  await go(page, '#/clients');
  await page.getByRole('button', { name: '1 likely duplicate' }).click();
  const pair = page.getByRole('region', { name: 'Likely duplicates' }).locator('li');
  assert.match(await pair.textContent(), /same e-mail address/);
  await axe(page);
  await pair.getByRole('button', { name: /Not the same/ }).click();
  await pair.waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: 'not named together again' }).getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: /likely duplicate/ }).waitFor();
  if ((await pair.count()) === 0) await page.getByRole('button', { name: '1 likely duplicate' }).click();
  await pair.getByRole('button', { name: /Merge/ }).click();
  await dialog(page).getByRole('heading', { name: /the same client/ }).waitFor();
});

test('two records become one, and two again', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Ada');
  await openDetails(page, 'Ada');
  await fillDetails(page, { City: 'Linz' });
  await saved(page);
  await addClient(page, 'Ada Studio');
  await openDetails(page, 'Ada Studio');
  await fillDetails(page, { City: 'Graz', 'E-mail': 'ada@ada.example' });
  await saved(page);
  await addPromise(page, 'Send the proofs');
  const old = await page.evaluate(() => location.hash.replace('/work', ''));
  await sentence(page, 'Ada Studio 300 eur');
  await makeDraft(page);
  await go(page, '#/billing');
  const billed = await page.locator('main').textContent();

  await openClient(page, 'Ada Studio');
  await page.locator('button[popovertarget=client-more]').first().click();
  await page.getByRole('button', { name: 'Merge with another client' }).click();
  await page.getByLabel('The other client').fill('ada');
  await axe(page);
  await page.getByRole('button', { name: /^Ada\s*Attraction/ }).click();
  await dialog(page).getByRole('heading', { name: 'Are Ada and Ada Studio the same client?' }).waitFor();
  const city = dialog(page).getByRole('radiogroup', { name: 'City' });
  await city.getByLabel('Linz').check();
  await axe(page);
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click();
  await toast(page, 'Ada is part of Ada Studio now').waitFor();
  await page.locator('.entry', { hasText: 'The record of Ada was merged into this one.' }).waitFor();
  await axe(page);

  await go(page, '#/board');
  assert.deepEqual(await lane(page, 'attraction'), ['Ada Studio']);
  await go(page, '#/billing');
  assert.equal(await page.locator('main').textContent(), billed, 'nothing of billing has changed');
  await openDetails(page, 'Ada Studio');
  assert.match(await section(page, 'Details').textContent(), /Linz/);

  // From the toast.
  await toast(page, 'Ada is part of Ada Studio now').getByRole('button', { name: 'Undo' }).click();
  await toast(page, 'are two clients again').waitFor();
  assert.match(await section(page, 'Details').textContent(), /Graz/);
  await go(page, '#/board');
  await page.locator('#lane-attraction .card-name', { hasText: /^Ada$/ }).waitFor();
  assert.equal((await lane(page, 'attraction')).length, 2);

  // The other way round: what is a promise of the record that goes is kept on the one that stays.
  await page.locator('.card-name', { hasText: /^Ada$/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Ada', exact: true }).waitFor();
  await page.locator('button[popovertarget=client-more]').first().click();
  await page.getByRole('button', { name: 'Merge with another client' }).click();
  await page.getByLabel('The other client').fill('studio');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('heading', { name: 'Are Ada Studio and Ada the same client?' }).waitFor();
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click();
  await toast(page, 'Ada Studio is part of Ada now').waitFor();

  // An old address leads on, and says so; also after the page was loaded anew.
  await go(page, `${old}/work`);
  await page.reload();
  await page.locator('.came-from', { hasText: 'Ada Studio was merged into this client.' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Ada', exact: true }).waitFor();
  await axe(page);
  const promise = page.locator('.owed-line', { hasText: 'Send the proofs' });
  await promise.getByRole('button', { name: 'Kept today' }).click();
  await page.locator('.owed-line', { hasText: 'Kept' }).first().waitFor({ state: 'attached' });

  // Later, from history.
  await openTab(page, 'History');
  const merged = page.locator('.entry', { hasText: 'The record of Ada Studio was merged into this one.' });
  await merged.getByRole('button', { name: /Take apart again/ }).click();
  await toast(page, 'are two clients again').first().waitFor();
  await merged.waitFor({ state: 'detached' });
  await go(page, old);
  await page.getByRole('heading', { level: 1, name: 'Ada Studio' }).waitFor();
  assert.equal(await page.locator('.came-from').count(), 0);
  await page.locator('.entry', { hasText: /kept/i }).filter({ hasText: 'Send the proofs' }).waitFor();
});

test('a new client that is an old one is merged as it is saved', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Birch Bakery');
  await page.getByLabel(/Name of the new client/).fill('birch bakery ltd');
  await page.getByRole('button', { name: 'Save and merge…' }).click();
  await dialog(page).getByRole('heading', { name: /the same client/ }).waitFor();
  await axe(page);
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click();
  await toast(page, 'is part of Birch Bakery now').waitFor();
  assert.deepEqual(await lane(page, 'attraction'), ['Birch Bakery']);
});

test('a tag files a client, and is found', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await addClient(page, 'Globex');
  await openDetails(page, 'Acme');
  const tags = section(page, 'Tags');
  await tags.getByRole('button', { name: 'Add' }).click();
  await tags.getByText('Please write the tag.').waitFor();
  await axe(page);
  await tags.getByLabel('Add a tag').fill('#Référence');
  await page.keyboard.press('Enter');
  await tags.locator('.tag', { hasText: 'Référence' }).waitFor();
  await axe(page);
  await go(page, '#/board');
  await page.getByRole('searchbox').fill('#reference');
  await page.locator('#lane-attraction .card-name', { hasText: 'Globex' }).waitFor({ state: 'detached' });
  assert.deepEqual(await lane(page, 'attraction'), ['Acme']);
  await go(page, '#/clients');
  await page.getByRole('searchbox').fill('#ref');
  await page.locator('tr', { hasText: 'Globex' }).waitFor({ state: 'detached' });
  await page.locator('tr', { hasText: '#Référence' }).waitFor();
  await axe(page);
  await page.keyboard.press('Control+k');
  await page.locator('dialog[open]').getByRole('combobox').fill('#reference');
  await page.locator('dialog[open]').getByRole('option', { name: /Acme/ }).waitFor();
  await page.keyboard.press('Escape');
  await openDetails(page, 'Acme');
  await page.getByRole('button', { name: 'Remove the tag Référence' }).click();
  await page.locator('.tag').waitFor({ state: 'detached' });
  await toast(page, 'Tag Référence removed').getByRole('button', { name: 'Undo' }).click();
  await page.locator('.tag', { hasText: 'Référence' }).waitFor();
});

test('what is agreed is checked, shown and filtered by', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await addClient(page, 'Globex');
  await openDetails(page, 'Acme');
  await fillDetails(page, { 'Contract begins': iso(10), 'Contract ends': iso(3), 'Notice in days': 'soon', Tier: 'A' });
  await page.getByText('Notice is a whole number of days, like 30.').waitFor();
  await page.getByLabel('Notice in days').fill('30');
  await page.locator('.inline-form').getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('#f-contract_end-e .error').waitFor();
  assert.equal(await page.getByLabel('Contract begins').inputValue(), iso(10), 'nothing that was typed is lost');
  await axe(page);
  await page.getByLabel('Contract begins').fill(iso(-300));
  await page.getByLabel('Agreed channel').selectOption({ label: 'E-mail' });
  await page.locator('.inline-form').getByRole('button', { name: 'Save', exact: true }).click();
  await saved(page);
  assert.match(await page.locator('section[aria-labelledby=h-terms]').textContent(), /30 days/);

  await page.getByRole('button', { name: 'Person' }).click();
  const form = page.locator('.inline-form');
  await form.getByLabel('Name', { exact: true }).fill('Jo Birch');
  await form.getByLabel('Phone').fill('+49 (0)30 123456');
  await form.getByLabel('E-mail').fill('jo@acme.example');
  await form.getByLabel('Prefers').selectOption({ label: 'Phone' });
  await form.getByLabel('Birthday').fill('14 May');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await form.getByText('A birthday is a date like 1990-05-14').waitFor();
  await axe(page);
  await form.getByLabel('Birthday').fill('02-29');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  const jo = page.locator('.person', { hasText: 'Jo Birch' });
  await jo.getByText('Prefers phone; with the client you agreed on e-mail.').waitFor();
  assert.match(await jo.locator('.person-ways li').first().textContent(), /\+49 \(0\)30 123456/, 'the preferred way comes first');
  await jo.getByText('Birthday:').waitFor();
  await axe(page);

  await go(page, '#/board');
  const card = page.locator('.card', { hasText: 'Acme' });
  assert.equal(await card.getByText(/Contract ends/).count(), 1);
  await go(page, '#/clients');
  const row = page.locator('tr', { hasText: 'Acme' });
  assert.equal(await row.getByText(/Contract ends/).count(), 1);
  await page.getByLabel('Tier').selectOption({ label: 'Tier A' });
  await page.locator('tr', { hasText: 'Globex' }).waitFor({ state: 'detached' });
  await axe(page);

  // Personal dates never leave.
  await openClient(page, 'Acme');
  await go(page, (await page.evaluate(() => location.hash)).replace(/\/[a-z]+$/, '') + '/hand-over');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  assert.doesNotMatch(await page.locator('main').textContent(), /birthday|02-29/i);
});

test('what two devices wrote at once is settled by choosing', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const backup = async (page, name) => {
    await go(page, '#/settings');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download everything' }).first().click();
    const file = path.join(folder, name);
    await (await download).saveAs(file);
    return file;
  };
  const restore = async (page, file) => {
    await go(page, '#/settings');
    await page.locator('#storage input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Restore it here' }).click();
    await page.getByText('Everything is here').first().waitFor();
  };
  const setCity = async (page, name, city) => {
    await go(page, '#/board');
    await page.locator('.card-name', { hasText: new RegExp(`^${name}$`) }).click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await openTab(page, 'Details');
    await fillDetails(page, { City: city });
    await saved(page);
  };
  const page = await openApp(t);
  await addClient(page, 'Ada');
  await addClient(page, 'Birch');
  const other = await openApp(t);
  await restore(other, await backup(page, 'one.json'));
  await setCity(other, 'Ada', 'Wels');
  await setCity(other, 'Birch', 'Steyr');
  const changed = await backup(other, 'two.json');

  // Meanwhile, here: Birch has another city, Ada goes under Birch, and everything is put away to make room for the other's file.
  await setCity(page, 'Birch', 'Graz');
  await page.locator('button[popovertarget=client-more]').first().click();
  await page.getByRole('button', { name: 'Merge with another client' }).click();
  await page.getByLabel('The other client').fill('ada');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click();
  await toast(page, 'Ada is part of Birch now').waitFor();
  await page.locator('button[popovertarget=client-more]').first().click();
  await page.getByRole('button', { name: 'Remove the client' }).click();
  await page.locator('#bring-back').waitFor();
  await restore(page, changed);

  await openClient(page, 'Birch');
  assert.equal(await page.getByRole('heading', { level: 1, name: 'Birch', exact: true }).count(), 1);
  const contest = page.locator('.notice', { hasText: 'Two devices wrote different things at once' });
  const differs = page.locator('.notice', { hasText: 'Changed in a merged record' });
  await contest.waitFor();
  assert.match(await differs.textContent(), /City, in the record of Ada:/);
  await axe(page);
  await contest.getByRole('button', { name: 'Use “Graz”' }).click();
  await contest.waitFor({ state: 'detached' });
  await differs.getByRole('button', { name: 'Keep “Graz”' }).waitFor();
  await differs.getByRole('button', { name: 'Use “Wels”' }).click();
  await differs.waitFor({ state: 'detached' });
  await openTab(page, 'Details');
  assert.match(await section(page, 'Details').textContent(), /Wels/);
  await page.reload();
  await section(page, 'Details').getByText('Wels').waitFor();
  assert.equal(await page.locator('.notice').count(), 0);
});
