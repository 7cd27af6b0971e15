// The trust account of a client, and the leak audit over all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, iso, moneys } from './pages.mjs';

const section = (page, name) => page.getByRole('region', { name });
const toast = (page, text) => page.locator('.toast', { hasText: text });

async function at(page, name, rest) {
  await go(page, '#/board');
  const href = await page.locator('.card-name', { hasText: name }).getAttribute('href');
  await go(page, `${href}/${rest}`);
}

async function addPromise(page, title, due) {
  const promises = section(page, 'Promises');
  await promises.getByRole('button', { name: 'Add a promise' }).click();
  await promises.getByLabel('What is promised').fill(title);
  await promises.getByLabel('Who owes it').selectOption({ label: 'We owe it to them' });
  await promises.getByLabel('Due on').fill(due);
  await promises.getByRole('button', { name: 'Add a promise' }).click();
  await page.locator('.owed-line', { hasText: title }).waitFor();
}

const entries = (page) => page.locator('.trust-entry').evaluateAll((all) => all.map((one) => one.innerText.replace(/\s+/g, ' ').trim()));

test('a promise moves the account as it goes, its point opens it, and the board says that trust is falling', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await at(page, 'Acme', 'trust');
  await page.getByText('Nothing has moved this account yet.').waitFor();
  await axe(page);
  await at(page, 'Acme', 'work');
  await addPromise(page, 'Send the fonts', iso(-2));
  await at(page, 'Acme', 'trust');
  await page.locator('.trust-now', { hasText: 'Falling: the last 30 days took 3.98 more than they gave.' }).waitFor();
  assert.deepEqual(await entries(page), ['− Withdrawal: The day passed and it is still open Send the fonts · yesterday −3.98 of −4']);
  assert.match(await page.locator('.trust-line svg[role=img]').getAttribute('aria-label'), /to −3\.98 on 24 November 2026/);
  assert.match(await page.locator('.trust-months tbody tr').first().innerText(), /24 Nov 2026\s+−3\.98/);
  await axe(page);
  await go(page, '#/board');
  await page.locator('.card', { hasText: 'Acme' }).locator('.mark', { hasText: 'Trust is falling' }).waitFor();
  await axe(page);

  // Its entry is where it is put right.
  await page.locator('.card-name', { hasText: 'Acme' }).click();
  await page.getByRole('link', { name: 'Trust −3.98, falling' }).click();
  await page.getByRole('link', { name: /The day passed/ }).click();
  const line = page.locator('.owed-line', { hasText: 'Send the fonts' });
  await line.getByRole('button', { name: 'Kept today' }).click();
  await toast(page, 'Promise kept').waitFor();
  await at(page, 'Acme', 'trust');
  await page.locator('.trust-now', { hasText: '−2.00' }).waitFor();
  assert.deepEqual(await entries(page), ['− Withdrawal: Promise kept late Send the fonts · today −2.00 of −2']);
  await page.reload();
  await page.locator('.trust-now', { hasText: '−2.00' }).waitFor();
  await go(page, '#/board');
  await page.locator('.card', { hasText: 'Acme' }).waitFor();
  assert.equal(await page.locator('.mark', { hasText: 'Trust is falling' }).count(), 0);
});

test('weights are changed, refused where they are none, and put back to the usual', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await at(page, 'Ostrava Tool Works', 'trust');
  const now = page.locator('.trust-now b');
  await now.waitFor();
  const before = await now.innerText();
  const shown = (await page.locator('.trust-worth > bdi').allTextContents()).map((text) => Math.round(100 * Number(text.replace('−', '-'))));
  assert.equal(shown.reduce((sum, one) => sum + one, 0), Math.round(100 * Number(before.replace('−', '-'))), 'what is shown adds up to the balance');
  await page.getByRole('link', { name: 'What each thing weighs' }).click();
  const part = section(page, 'Trust');
  await part.getByLabel('Invoice disputed').fill('-20');
  await part.getByLabel('Half-life (days)').fill('0');
  await part.getByRole('button', { name: 'Save' }).click();
  await part.getByText('Weights are whole numbers from -100 to 100').waitFor();
  assert.equal(await part.getByLabel('Invoice disputed').inputValue(), '-20', 'nothing typed is lost');
  await part.getByLabel('Half-life (days)').fill('30');
  await part.getByRole('button', { name: 'Save' }).click();
  await part.getByRole('button', { name: 'Back to the usual weights' }).waitFor();
  await axe(page, { within: '#trust' });
  await page.reload();
  await at(page, 'Ostrava Tool Works', 'trust');
  await page.locator('.trust-worth', { hasText: 'of −20' }).waitFor();
  await page.getByText('Each point weighs half after 30 days').waitFor();
  assert.notEqual(await now.innerText(), before);
  await page.getByRole('link', { name: 'What each thing weighs' }).click();
  await part.getByRole('button', { name: 'Back to the usual weights' }).click();
  await at(page, 'Ostrava Tool Works', 'trust');
  await page.locator('.trust-worth', { hasText: 'of −5' }).waitFor();
  assert.equal(await now.innerText(), before);
});

test('the audit finds leaks with what they cost, each leads to where it is mended, and kept results show them close', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.getByRole('link', { name: 'Leak audit' }).click();
  const scope = section(page, 'Scope creep unbilled');
  await scope.waitFor();
  assert.deepEqual(await moneys(scope.locator('.audit-cost')), ['EUR 1,955.00', 'USD 2,035.00'], 'each currency apart');
  await axe(page);
  const map = section(page, 'Lifecycle map');
  await map.locator('.audit-count', { hasText: '24' }).waitFor();
  await map.locator('.audit-hit', { hasText: 'Delivery: “Looked after by” is empty' }).waitFor();
  await page.getByRole('button', { name: "Keep today's result" }).click();
  const history = page.locator('.audit-history');
  await history.waitFor();
  const row = history.locator('tr', { hasText: 'Lifecycle map' });
  assert.match(await row.innerText(), /24\s+24\s*as before/);

  // One click to where it is mended; once it is, the hit is gone.
  await map.locator('.audit-hit', { hasText: 'Delivery: “Looked after by”' }).getByRole('link').click();
  await page.locator('#cell-delivery-owner').click();
  await page.getByLabel('Looked after by, Delivery').fill('Mara');
  await page.keyboard.press('Control+Enter');
  await page.getByText('23 leaks').waitFor();
  await page.getByRole('link', { name: 'Leak audit' }).click();
  await map.locator('.audit-count', { hasText: '23' }).waitFor();
  assert.equal(await map.locator('.audit-hit', { hasText: 'Delivery: “Looked after by”' }).count(), 0);
  assert.match(await row.innerText(), /23\s+24\s*1 fewer/);

  await scope.locator('.audit-hit', { hasText: 'Ostrava' }).getByRole('link', { name: /^Bill it/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Ostrava Tool Works' }).waitFor();
  await page.locator('nav.tabs a[aria-current=page]', { hasText: 'Work' }).waitFor();

  await go(page, '#/audit');
  await page.reload();
  await heading(page).waitFor();
  await row.waitFor();
  assert.match(await row.innerText(), /23\s+24/, 'what was kept is a fact');
  // Paper gets every hit, and nothing that only a screen can do.
  await page.evaluate(() => (window.print = () => (window.printed = document.querySelectorAll('.audit-hit').length)));
  const sum = Number((await page.locator('.audit-sum').innerText()).split(' ')[0]);
  assert.ok((await page.locator('.audit-hit').count()) < sum);
  await page.getByRole('button', { name: 'Print' }).click();
  await page.waitForFunction((sum) => window.printed === sum, sum);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.audit-hit .btn').first().isVisible(), false);
  assert.ok(await scope.locator('.audit-hit').first().isVisible());
});

test('a new business has nothing to be ashamed of but an empty map, and Today leads there', async (t) => {
  const page = await openApp(t);
  await go(page, '#/today');
  await page.getByRole('link', { name: 'Leak audit' }).click();
  await page.getByText('24 hits in 1 leak').waitFor();
  await page.locator('.audit-closed li', { hasText: 'Toxic clients kept' }).waitFor();
  await axe(page);
});
