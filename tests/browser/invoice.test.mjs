// From one sentence to a paid invoice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { YEAR, addClient, addSample, go, makeDraft, moneys, nameSender, sentence } from './pages.mjs';

test('one sentence becomes a draft, is issued under a number, printed, paid in parts, and stays as it was', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, 'Invoice Acme EUR 1,200 for logo design, 50% deposit, due in 14 days');
  const dialog = page.locator('dialog.composer');
  for (const chip of ['Acme', 'Logo design', '50', 'Due']) await dialog.locator('.chip', { hasText: chip }).first().waitFor();
  await axe(page);
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  await page.getByRole('button', { name: `Issue as INV-${YEAR}-001` }).click();
  await page.locator('.paper', { hasText: `INV-${YEAR}-001` }).waitFor();
  const paper = page.locator('.paper');
  assert.match(await paper.textContent(), /Fieldnote Studio/);
  assert.match(await paper.textContent(), /1,200\.00/);
  assert.match(await paper.textContent(), /600\.00/);
  await axe(page);

  await page.getByRole('button', { name: /Record a payment/ }).click();
  const dialogPay = page.locator('dialog[open]');
  await dialogPay.getByLabel(/Amount/).fill('200');
  await dialogPay.getByRole('button', { name: /Record/ }).click();
  await page.locator('.standing', { hasText: 'Part paid' }).first().waitFor();
  await page.getByRole('button', { name: /Record a payment/ }).click();
  assert.equal(await page.locator('dialog[open]').getByLabel(/Amount/).inputValue(), '1,000.00', 'what is open is proposed');
  await page.locator('dialog[open]').getByRole('button', { name: /Record/ }).click();
  await page.locator('.standing', { hasText: /^Paid/ }).first().waitFor();

  await page.reload();
  await page.locator('.standing', { hasText: /^Paid/ }).first().waitFor();
  // On paper: the document, and nothing of the app.
  await page.emulateMedia({ media: 'print' });
  assert.ok(await paper.isVisible());
  assert.ok(!(await page.locator('.rail').isVisible()));
  assert.ok(!(await page.getByRole('button', { name: /Record a payment/ }).isVisible()));
  const pdf = await page.pdf({ format: 'A4' });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  await page.emulateMedia({ media: 'screen' });

  await go(page, '#/billing');
  const row = page.locator('tr', { hasText: `INV-${YEAR}-001` });
  await row.waitFor();
  assert.match(await row.textContent(), /Acme/);
  await axe(page);
});

test('a paid invoice cannot be voided; an unpaid one can, its number stays used', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Globex');
  await sentence(page, 'invoice Globex $85 for bike repair');
  await makeDraft(page);
  await nameSender(page, 'Studio');
  await page.getByRole('button', { name: /Issue as/ }).click();
  await page.locator('.paper').waitFor();
  await page.getByRole('button', { name: /^Void/ }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('textarea, input[type=text]').first().fill('Wrong client');
  await dialog.getByRole('button', { name: /Void/ }).click();
  await page.locator('.standing', { hasText: 'Void' }).first().waitFor();
  await page.reload();
  await page.locator('.standing', { hasText: 'Void' }).first().waitFor();
  await sentence(page, 'invoice Globex $90 for bike repair');
  await makeDraft(page);
  await page.getByRole('button', { name: /Issue as INV-\d{4}-002/ }).waitFor();
});

test('an unknown client is asked about, two that fit are asked about', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme North');
  await addClient(page, 'Acme South');
  await sentence(page, 'Invoice Acme 2,500 EUR for website, due in 14 days');
  const dialog = page.locator('dialog.composer');
  const make = dialog.getByRole('button', { name: 'Make the draft' });
  await dialog.getByText('Acme South').first().waitFor();
  assert.ok(await make.isDisabled());
  await dialog.locator('label', { hasText: 'Acme South' }).click();
  await make.click();
  await page.getByRole('link', { name: 'Acme South' }).first().waitFor();

  await sentence(page, 'Invoice Umbrella Ltd 12 EUR for chairs');
  assert.ok(await make.isDisabled(), 'a new client is never made unasked');
});

test('every amount a client owes is shown per currency and never added across them', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await go(page, '#/billing');
  const sums = page.locator('.sums');
  await sums.waitFor();
  const shown = await moneys(sums);
  assert.ok(shown.some((money) => money.startsWith('EUR ')) && shown.some((money) => money.startsWith('USD ')), shown.join());
});

test('a draft keeps what is typed and refuses what cannot be read beside its field', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Initech');
  await sentence(page, 'Invoice Initech EUR 100 for audit');
  await makeDraft(page);
  const price = page.getByLabel(/^Price/).first();
  const quantity = page.getByLabel(/^Quantity/).first();
  await quantity.fill('2.5');
  await quantity.blur();
  await page.locator('.totals', { hasText: '250.00' }).first().waitFor();
  await price.fill('abc');
  await price.blur();
  await page.locator('.error').first().waitFor();
  assert.equal(await price.inputValue(), 'abc', 'what was typed stays');
  await price.fill('120');
  await price.blur();
  await page.locator('.totals', { hasText: '300.00' }).first().waitFor();
  await page.waitForTimeout(1_500);
  await page.reload();
  await heading(page).waitFor();
  await page.locator('.totals', { hasText: '300.00' }).first().waitFor();
});
