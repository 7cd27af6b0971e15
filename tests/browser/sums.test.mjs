// What a document comes to: kinds of tax, charges, what is withheld and rounded; and the services that fill a line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { addClient, go, makeDraft, nameSender, sentence } from './pages.mjs';

const totals = async (page) => (await page.locator('.side .totals, .totals').first().textContent()).replace(/\s+/g, ' ');

test('charges, withholding and cash rounding stand between the lines and what is to pay', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Alpine Works');
  await sentence(page, 'Invoice Alpine Works CHF 1000.33 for consulting plus 8.1% VAT');
  await makeDraft(page);
  await page.getByText('More for this document').click();
  await axe(page);
  await page.getByLabel('Charge on the whole').fill('12.5');
  await page.getByLabel('Charge in').selectOption('fixed');
  await page.getByLabel('What the charge is for').fill('Courier');
  await page.getByLabel('Tax they keep back, in %').fill('10');
  await page.getByLabel('Called on the document').fill('Withholding');
  await page.getByLabel('Round what is to pay to').selectOption('5');
  await page.locator('.totals', { hasText: '993.60' }).first().waitFor();
  const said = await totals(page);
  for (const figure of ['12.50', '1,012.83', '82.04', '1,094.87', '101.28', '0.01', '993.60']) assert.ok(said.includes(figure), `${figure} in ${said}`);
  await page.getByLabel('Tax they keep back, in %').fill('lots');
  await page.locator('#e-withheld-e', { hasText: 'Write a number' }).waitFor();
  assert.match(await totals(page), /993\.60/, 'what cannot be read changes nothing');
  await page.getByLabel('Tax they keep back, in %').fill('10');
  await nameSender(page, 'Fieldnote Studio');
  await page.getByRole('button', { name: /Issue as/ }).click();
  const paper = page.locator('.paper');
  await paper.locator('.totals', { hasText: '993.60' }).waitFor();
  for (const word of ['Courier', 'Withholding', 'Rounding']) assert.match(await paper.textContent(), new RegExp(word));
  await axe(page);
});

test('reverse charge prints its reason and asks for both tax numbers before it is issued', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Lumen SAS');
  await sentence(page, 'Invoice Lumen SAS EUR 500 for translation plus 19% VAT');
  await makeDraft(page);
  await page.getByText('More for this document').click();
  await page.getByLabel('Kind of tax, for all lines').selectOption('AE');
  const why = page.getByLabel('Why there is no tax: Reverse charge');
  assert.match(await why.inputValue(), /Article 196/);
  await nameSender(page, 'Fieldnote Studio');
  await page.getByRole('button', { name: /Issue as/ }).click();
  await page.getByText('needs your tax number').first().waitFor();
  assert.equal(await page.locator('.paper').count(), 0);
  await axe(page);
});

test('prices turned with the total kept keep it, a second tax and a fixed discount included', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Boréal');
  await sentence(page, 'Invoice Boréal CAD 337.45 for signs plus 5% GST');
  await makeDraft(page);
  await page.getByText('More for this document').click();
  await page.getByLabel('Second tax, in %').fill('9.975');
  await page.locator('#e-disc').fill('25');
  await page.getByLabel('Discount as').selectOption('fixed');
  await page.locator('.totals', { hasText: '359.24' }).first().waitFor();
  await page.locator('#e-prices').selectOption('included');
  await page.getByRole('button', { name: /^The total of .*359\.24.*\. The prices are written anew\.$/ }).click();
  await page.locator('.totals', { hasText: '387.98' }).first().waitFor();
  for (const figure of ['387.98', '28.74', '312.45', '15.62', '31.17', '359.24']) {
    assert.ok((await totals(page)).includes(figure), `${figure} in ${await totals(page)}`);
  }
});

test('another currency without its rate, and a rate where none applies', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Lumen SAS');
  await sentence(page, 'Invoice Lumen SAS USD 500 for translation plus 19% VAT');
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  await page.getByText('More for this document').click();
  await page.getByLabel('Also show it in').selectOption('EUR');
  await page.locator('#e-rate-e').waitFor();
  await page.getByRole('button', { name: /Issue as/ }).click();
  await page.getByText('It cannot be issued yet').waitFor();
  assert.equal(await page.locator('.paper').count(), 0);
  await axe(page);
  // Also where it is folded away, the keyboard stands in the field that lacks something.
  await page.getByText('More for this document').click();
  await page.getByRole('button', { name: /Issue as/ }).click();
  await page.locator('#e-rate:focus').waitFor();
  await page.getByLabel('1 USD in EUR').fill('0.9');
  await page.locator('.totals', { hasText: '535.50' }).first().waitFor();
  // A line that carries no tax has no rate to type; taxed again, it has the one it had.
  const rate = page.getByLabel(/^VAT %, line 1/);
  await page.getByLabel('Kind of tax, for all lines').selectOption('G');
  await rate.waitFor({ state: 'detached' });
  await page.locator('.lines .tax', { hasText: 'Export' }).waitFor();
  await page.getByLabel('Kind of tax, for all lines').selectOption('S');
  await rate.waitFor();
  assert.equal(await rate.inputValue(), '19');
});

test('a service of the catalogue fills a line', async (t) => {
  const page = await openApp(t);
  await go(page, '#/settings/services');
  await page.locator('#service-title').fill('Brand workshop');
  await page.locator('#service-unit').fill('day');
  await page.locator('#service-price').fill('1250.5');
  await page.locator('#service-tax').fill('19');
  await page.getByRole('button', { name: 'Add the service' }).click();
  await page.locator('.services li', { hasText: 'Brand workshop' }).waitFor();
  await axe(page);
  await addClient(page, 'Acme');
  await sentence(page, 'Invoice Acme EUR 10 for paper');
  await makeDraft(page);
  await page.locator('#add-line').click();
  await page.getByRole('button', { name: 'Brand workshop' }).click();
  await page.locator('.lines tbody tr').nth(1).locator('.sum', { hasText: '1,250.50' }).waitFor();
  assert.equal(await page.locator('.lines tbody tr').nth(1).locator('.unit input').inputValue(), 'day');
  await go(page, '#/settings/services');
  await page.locator('.services button', { hasText: 'Remove' }).click();
  await page.locator('.services').waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: /removed/i }).getByRole('button', { name: 'Undo' }).click();
  await page.locator('.services li', { hasText: 'Brand workshop' }).waitFor();
});
