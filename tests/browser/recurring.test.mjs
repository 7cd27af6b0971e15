// What is billed again and again: drafts come when their day has come, once each, with their periods.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { addClient, openClient, openTab } from './pages.mjs';

const section = (page) => page.locator('section', { has: page.getByRole('heading', { level: 2, name: 'Recurring billing', exact: true }) });
const line = (page, title) => section(page).locator('.owed-line', { hasText: title });

async function openWork(page) {
  await openClient(page, 'Acme');
  await openTab(page, 'Work');
  await section(page).waitFor();
}

async function on(page, day) {
  await page.clock.setFixedTime(new Date(`${day}T10:00:00Z`));
}

test('three periods that passed are three drafts, and later ones come by themselves', async (t) => {
  const page = await openApp(t);
  await on(page, '2026-04-02');
  await page.reload();
  await addClient(page, 'Acme');
  await openWork(page);
  await axe(page);
  await section(page).getByRole('button', { name: 'Add recurring billing' }).click();
  await section(page).getByLabel('What it is, as printed').fill('Website care');
  await section(page).getByLabel('Price of a period').fill('310');
  await section(page).getByLabel('Currency').selectOption('EUR');
  await section(page).getByLabel('First day').fill('2026-01-31');
  await axe(page);
  await section(page).getByRole('button', { name: 'Add recurring billing' }).click();
  const care = line(page, 'Website care');
  await care.waitFor();
  assert.match(await care.textContent(), /every month/);
  await section(page).getByText('3 invoices are due by their recurring arrangements.').waitFor();
  await axe(page);
  await section(page).getByRole('button', { name: 'Make the drafts' }).click();
  await page.locator('.toast', { hasText: '3 drafts made' }).waitFor();
  await section(page).getByText('invoices are due').waitFor({ state: 'detached' });

  // A pause leaves May out, and can be taken back.
  await care.getByRole('button', { name: /^Pause/ }).click();
  await care.getByLabel('Periods that begin from').fill('2026-05-01');
  await care.getByLabel('until, and with it').fill('2026-05-31');
  await axe(page);
  await care.getByRole('button', { name: 'Pause', exact: true }).click();
  await care.locator('.owed-act', { hasText: /Paused .*2026/ }).waitFor();
  const next = await care.locator('ol.plain-list li').allTextContents();
  assert.match(next[0], /Apr/);
  assert.match(next[1], /Jun/, 'May is left out');
  await care.getByRole('button', { name: /^Change the price/ }).click();
  await care.getByLabel('For periods that begin from').fill('2026-06-01');
  await care.getByLabel('New price of a period').fill('330');
  await care.getByRole('button', { name: 'Change the price', exact: true }).click();
  await care.locator('.owed-act', { hasText: /330.00.* from/ }).waitFor();
  assert.match((await care.locator('ol.plain-list li').allTextContents())[1], /330/);

  // Opened again when the next day has come, the draft is there.
  await on(page, '2026-05-02');
  await page.reload();
  await page.locator('.toast', { hasText: '1 draft made' }).waitFor();
  await openClient(page, 'Acme');
  await openTab(page, 'Documents');
  await page.locator('table.ledger tbody tr').nth(3).waitFor();
  assert.equal(await page.locator('table.ledger tbody tr').count(), 4);
  await axe(page);
});

test('what is wrong is said beside its field, and nothing typed is lost', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openWork(page);
  await section(page).getByRole('button', { name: 'Add recurring billing' }).click();
  await section(page).getByLabel('What it is, as printed').fill('Hosting');
  await section(page).getByLabel('Billed every').fill('0');
  await section(page).getByLabel('Price of a period').fill('a lot');
  await section(page).getByRole('button', { name: 'Add recurring billing' }).click();
  await section(page).getByText('Billed every 1 to 999 days, weeks, months, quarters or years.').waitFor();
  assert.equal(await section(page).getByLabel('What it is, as printed').inputValue(), 'Hosting');
  assert.equal(await section(page).getByLabel('Price of a period').inputValue(), 'a lot');
  await axe(page);
});
