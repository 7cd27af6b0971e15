// What was open on a day, accounts, and money at a glance.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, go, iso, makeDraft, nameSender, openClient, openTab, sentence } from './pages.mjs';

/** Issues an invoice of a client, dated so many days before today, due in so many days from then. */
async function issue(page, text, daysAgo) {
  await sentence(page, text);
  await makeDraft(page);
  const asked = page.getByLabel('Your name or your business');
  if (await asked.isVisible()) await nameSender(page, 'Fieldnote Studio');
  await page.getByLabel(/^(Date|Dated|Invoice date|Issue date)/).first().fill(iso(-daysAgo));
  await page.getByRole('button', { name: /^Issue as/ }).click();
  await page.locator('.paper-number', { hasText: /\d/ }).first().waitFor();
  await page.locator('.standing').first().waitFor();
}

async function pay(page, amount, daysAgo) {
  await page.getByRole('button', { name: /Record a payment/ }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel(/Amount/).first().fill(String(amount));
  await dialog.locator('input[type=date]').fill(iso(-daysAgo));
  await dialog.getByRole('button', { name: /Record/ }).click();
  await dialog.waitFor({ state: 'detached' });
}

const cells = async (row) => (await row.locator('td').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());

test('what was open on a day knows nothing of what came later, and goes out as a file', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Hafen');
  await issue(page, 'Invoice Hafen 300 EUR for plans, due in 14 days', 60);
  await pay(page, 250, 10);
  await issue(page, 'Invoice Hafen 80 EUR for print, due in 30 days', 5);
  await issue(page, 'Invoice Hafen 40 USD for photos, due in 7 days', 50);
  await go(page, '#/billing');
  await page.locator('.picture-columns').first().waitFor();
  await axe(page);
  await page.getByText('As a table').first().click();
  assert.match(await page.locator('.picture-table').first().textContent(), /250\.00/, 'what came in stands behind the picture');
  await page.getByRole('link', { name: 'Ageing and statements' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ageing' }).waitFor();
  const eur = page.getByRole('region', { name: 'EUR' });
  const line = eur.locator('.age-client tr').first();
  assert.deepEqual(await cells(line), ['80.00', '–', '50.00', '–', '–', '130.00']);
  await axe(page);
  await eur.getByRole('button', { name: /Hafen/ }).click();
  assert.match(await eur.locator('.age-paper').first().textContent(), /46 days late/);
  await axe(page);
  // Before the payment, the whole of the first was open; the second was not there.
  await page.getByLabel('As at the end of').fill(iso(-11));
  await page.waitForFunction(() => document.querySelector('.age-client td:last-child')?.textContent.includes('300.00'));
  assert.deepEqual(await cells(line), ['–', '–', '300.00', '–', '–', '300.00']);
  assert.match(await page.getByRole('region', { name: 'USD' }).textContent(), /40\.00/);
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  const text = fs.readFileSync(await (await file).path(), 'utf8');
  assert.match(text, /EUR,Hafen,INV-\d{4}-001,.*,300\.00,/);
  await page.getByLabel('As at the end of').fill('');
  await page.getByRole('alert').waitFor();
  await axe(page);
  await page.getByLabel('As at the end of').fill('2001-01-01');
  await page.getByText(/Nothing was open on/).waitFor();
});

test('an account tells every entry with the balance after it, in the language that is chosen', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Anker');
  await openClient(page, 'Anker');
  await openTab(page, 'Documents');
  await issue(page, 'Invoice Anker 300 EUR for plans, due in 14 days', 60);
  await pay(page, 250, 10);
  await issue(page, 'Invoice Anker 80 EUR for print, due in 30 days', 5);
  await openClient(page, 'Anker');
  await openTab(page, 'Documents');
  await page.getByRole('link', { name: 'Statement of account' }).click();
  await page.locator('.statement').waitFor();
  await page.getByLabel('From', { exact: true }).fill(iso(-30));
  await page.waitForFunction(() => document.querySelector('.account-edge')?.textContent.includes('300.00'));
  const rows = await page.locator('.account tbody tr').allTextContents();
  assert.equal(rows.length, 4, rows.join('\n'));
  assert.match(rows[0], /Opening balance300\.00/);
  assert.match(rows[1], /Payment for INV-\d{4}-001.*250\.0050\.00/);
  assert.match(rows[2], /Invoice INV-\d{4}-002.*80\.00130\.00/);
  assert.match(rows[3], /Closing balance130\.00/);
  await axe(page);
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: 'Kontoauszug' }).waitFor();
  assert.match(await page.locator('.account-aged').textContent(), /50,00/);
  await axe(page);
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await page.getByLabel('Language').isVisible()));
  assert.ok(await page.locator('.statement').isVisible());
  await page.emulateMedia({ media: 'screen' });
  await page.getByLabel('From', { exact: true }).fill(iso(5));
  await page.getByRole('alert').waitFor();
  await page.reload();
  await heading(page).waitFor();
});

test('interest for late payment is claimed once, with its formula, and freed when the draft is thrown away', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Hafen');
  // 31 days ago, due a day later: 30 days late today.
  await issue(page, 'Invoice Hafen 1,000 EUR for plans, due in 1 day', 31);
  await openClient(page, 'Hafen');
  await openTab(page, 'Documents');
  await page.getByRole('link', { name: 'Interest for late payment' }).click();
  await page.getByText('No terms for late payment yet').waitFor();
  await axe(page);
  await page.getByRole('link', { name: 'Enter the terms' }).click();
  const settings = page.getByRole('region', { name: 'Late payment' });
  await settings.getByLabel('Holds from').waitFor();
  await settings.getByRole('button', { name: 'Add these terms' }).click();
  await settings.getByRole('alert').waitFor();
  await settings.getByLabel('Holds from').fill('2020-01-01');
  await settings.getByLabel('Points on top').fill('10 %');
  await settings.getByLabel('Fee, once an invoice').fill('0');
  await settings.getByRole('button', { name: 'Add these terms' }).click();
  await settings.locator('.late-terms li', { hasText: '10 % a year' }).waitFor();
  await axe(page, { within: '#late' });

  await openClient(page, 'Hafen');
  await openTab(page, 'Documents');
  await page.getByRole('link', { name: 'Interest for late payment' }).click();
  await page.locator('.late-formula').waitFor();
  assert.match(await page.locator('.late-formula').textContent(), /1,000\.00 × 10\s% × 30 ÷ 365 = 8\.22/);
  assert.equal(await page.locator('.late-part').count(), 1, 'a fee of nothing is no line');
  await axe(page);
  await page.getByRole('button', { name: 'Make a draft over 8.22 EUR' }).click();
  await page.waitForFunction(() => /documents\/[0-9a-f-]{36}$/.test(location.hash));
  await page.locator('.totals', { hasText: '8.22' }).first().waitFor();

  const back = async () => {
    await openClient(page, 'Hafen');
    await openTab(page, 'Documents');
    await page.getByRole('link', { name: 'Interest for late payment' }).click();
    await page.getByLabel('Up to the end of').waitFor();
  };
  await back();
  await page.getByText('Nothing is left to claim up to this day.').waitFor();
  const claimed = page.getByRole('region', { name: 'Claimed already' });
  assert.match(await claimed.textContent(), /8\.22\sEUR interest for INV-\d{4}-001/);
  await axe(page);
  await claimed.getByRole('link').click();
  await page.getByRole('button', { name: "Delete the draft" }).first().click();
  await back();
  await page.locator('.late-formula').waitFor();
  // Switched off for this client, nothing is asked for; on again, as before.
  await page.getByLabel('Charge this client for late payment').uncheck();
  await page.getByText('This client is not charged for late payment.').waitFor();
  await page.getByLabel('Charge this client for late payment').check();
  await page.locator('.late-formula').waitFor();
  await page.getByLabel('Up to the end of').fill(iso(3));
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Up to the end of').fill(iso(-20));
  await page.locator('.late-formula', { hasText: '× 10 ÷ 365 = 2.74' }).waitFor();
});
