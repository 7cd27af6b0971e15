// How documents follow from each other, and how money finds them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, go, makeDraft, moneys, nameSender, openClient, sentence } from './pages.mjs';

const shown = (page, selector) => page.locator(selector).first().textContent().then((text) => text.replace(/\s+/g, ' ').trim());

async function issue(page) {
  await page.getByRole('button', { name: /^Issue as/ }).click();
  await page.locator('#h-pay, #h-ask').first().waitFor();
  return (await page.locator('#doc-title').textContent()).trim();
}

async function pay(page, amount, more = async () => {}) {
  await page.getByRole('button', { name: 'Record a payment' }).click();
  const dialog = page.locator('dialog[open]');
  if (amount) await dialog.getByLabel('Amount in EUR').fill(amount);
  await more(dialog);
  await dialog.getByRole('button', { name: 'Record the payment' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const standing = (page, text) => page.locator('.doc-head .standing', { hasText: text }).waitFor();

test('a quote, its deposit, the final invoice that takes it off, and a receipt', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, 'quote Acme EUR 1000 for a website plus 19% VAT');
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  const quote = await issue(page);
  await axe(page);

  await page.getByRole('button', { name: 'Ask for a deposit' }).click();
  const dialog = page.locator('dialog[open]');
  assert.equal(await dialog.getByLabel('Deposit', { exact: true }).inputValue(), '30');
  await axe(page);
  await dialog.getByRole('button', { name: 'Make the deposit invoice' }).click();
  await page.locator('#doc-title', { hasText: /deposit/i }).waitFor();
  assert.match(await shown(page, '.totals'), /300\.00.*57\.00.*357\.00/);
  const deposit = await issue(page);
  assert.ok((await page.locator('.chain').first().textContent()).includes(quote), 'it says where it comes from');

  // Not paid yet: the final invoice does not take it off, and says so.
  await page.getByRole('button', { name: 'Write the final invoice' }).click();
  await page.getByText(`${deposit} is not paid`).waitFor();
  assert.match(await shown(page, '.totals'), /1,190\.00/);
  await axe(page);
  const final = page.url();
  await page.getByRole('link', { name: deposit }).first().click();
  await pay(page);
  await standing(page, 'Paid');
  await page.goto(final);
  await page.getByText(`${deposit} over €357.00 is paid, and not taken off yet.`).or(page.getByText(/is paid, and not taken off yet/)).first().waitFor();
  await page.getByRole('button', { name: 'Take off what is paid' }).click();
  await page.getByText(/is paid and taken off/).waitFor();
  await issue(page);
  assert.match(await shown(page, '.ask-sum'), /833\.00/);
  await axe(page);
  await pay(page);
  await standing(page, 'Paid');

  await page.getByRole('button', { name: /^Receipt for/ }).click();
  await page.locator('#doc-title', { hasText: 'New receipt' }).waitFor();
  const receipt = await issue(page);
  assert.match(receipt, /^R-/);
  await page.goBack();
  await page.goto(final);
  await page.locator('.pays').getByRole('button', { name: /^Withdraw/ }).click();
  await standing(page, 'Open');
  await go(page, '#/billing');
  const row = page.locator('tr', { hasText: receipt });
  await row.getByText('Void').waitFor();
});

test('a part of a final invoice is credited, and the note says what it corrects', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, 'quote Acme EUR 800 for a website plus 19% VAT');
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  await issue(page);
  await page.getByRole('button', { name: 'Ask for a deposit' }).click();
  await page.locator('dialog[open]').getByRole('button', { name: 'Make the deposit invoice' }).click();
  await page.locator('#doc-title', { hasText: /deposit/i }).waitFor();
  // It asks for a part of the quote, and is nothing else.
  assert.equal(await page.locator('#e-kind').count(), 0);
  await issue(page);
  await pay(page);
  await page.getByRole('button', { name: 'Write the final invoice' }).click();
  await page.locator('#doc-title', { hasText: 'New invoice' }).waitFor();
  const final = await issue(page);
  const at = page.url();
  assert.match(await shown(page, '.ask-sum'), /666\.40/);

  await page.getByRole('button', { name: 'Write a credit note' }).click();
  await page.getByText(`Corrects ${final}`).waitFor();
  assert.match(await shown(page, '.totals'), /−285\.60.*666\.40/);
  assert.equal(await page.locator('#e-kind').count(), 0);
  await page.locator('.lines').getByLabel(/Price/).first().fill('50');
  await page.locator('.totals', { hasText: '59.50' }).first().waitFor();
  assert.doesNotMatch(await shown(page, '.totals'), /285\.60/);
  await issue(page);
  await page.locator('.paper-facts', { hasText: new RegExp(`${final}.*24 November 2026`) }).waitFor();
  await axe(page);
  await page.goto(at);
  await page.locator('.ask-sum', { hasText: '606.90' }).waitFor();
  // The quote says that it is charged.
  await page.locator('.chain a').first().click();
  await page.getByText(`${final} charges it already.`).waitFor();
  await page.reload();
  await page.getByText(`${final} charges it already.`).waitFor();
});

test('a part payment and a credit note bring an invoice to nothing', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Globex');
  await sentence(page, 'invoice Globex EUR 300 for a logo');
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  const number = await issue(page);
  await pay(page, '250');
  await standing(page, 'Part paid');
  assert.match(await shown(page, '.ask-sum'), /50\.00/);
  await page.getByRole('button', { name: 'Write a credit note' }).click();
  await page.getByText(`Corrects ${number}`).waitFor();
  await axe(page);
  const price = page.locator('.lines').getByLabel(/Price/).first();
  await price.fill('50');
  await price.blur();
  const note = await issue(page);
  assert.match(note, /^CN-/);
  await page.getByRole('link', { name: number }).first().click();
  await standing(page, 'Paid');
  // What was paid is no longer all there was: the note stands among what settled it, and the invoice is not voided under it.
  await page.locator('.pays', { hasText: note }).waitFor();
  await axe(page);
});

test('what was paid too much is the client’s credit and pays the next invoice', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Initech');
  await sentence(page, 'invoice Initech EUR 89 for hosting');
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  const first = await issue(page);
  await pay(page, '94.95');
  await standing(page, 'Overpaid');
  await openClient(page, 'Initech');
  assert.match(await shown(page, '.purse'), /Credit.*5\.95/);
  await sentence(page, 'invoice Initech EUR 57.10 for a domain');
  await makeDraft(page);
  await page.getByText(/Initech has .*5\.95.* in credit/).waitFor();
  await issue(page);
  await page.getByRole('button', { name: /Pay .*5\.95.* from the client’s credit/ }).click();
  await standing(page, 'Part paid');
  assert.match(await shown(page, '.ask-sum'), /51\.15/);
  await page.locator('.pays').getByRole('link', { name: first }).click();
  await page.locator('#doc-title', { hasText: first }).waitFor();
  await standing(page, 'Paid');
  // Its payment cannot go while what it left over is in use.
  await page.locator('.pays li', { hasText: '94.95' }).getByRole('button', { name: /^Withdraw/ }).click();
  await page.getByText(/has paid/).first().waitFor();
  await axe(page);
});

test('one transfer pays three invoices, the longest due first; a bank’s fee settles the rest', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Hooli');
  const numbers = [];
  for (const [amount, days] of [[300, 30], [100, 7], [200, 60]]) {
    await sentence(page, `invoice Hooli EUR ${amount} for work, due in ${days} days`);
    await makeDraft(page);
    if (!numbers.length) await nameSender(page, 'Fieldnote Studio');
    numbers.push(await issue(page));
  }
  await page.getByRole('button', { name: 'Record a payment' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('Amount in EUR').fill('450');
  await dialog.getByLabel('It pays more than this document').check();
  const parts = dialog.locator('.spreading tbody tr');
  assert.deepEqual(await parts.locator('th').allTextContents(), [numbers[1], numbers[0], numbers[2]]);
  const values = await parts.locator('input').evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(values, ['100.00', '300.00', '50.00']);
  await axe(page);
  await parts.locator('input').nth(2).fill('49');
  await dialog.getByText(/The parts come to/).waitFor();
  await dialog.getByRole('button', { name: 'Record the payment' }).click();
  await dialog.locator('[role=alert]', { hasText: /the transfer/ }).waitFor();
  await parts.locator('input').nth(2).fill('50');
  await dialog.getByRole('button', { name: 'Record the payment' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await standing(page, 'Part paid');
  await page.locator('.pays', { hasText: 'one transfer over 3 documents' }).waitFor();

  await pay(page, '148.50', async (open) => {
    await open.getByLabel('A bank kept it as a fee').check();
    await axe(page);
  });
  await standing(page, 'Paid');
  await page.locator('.pays', { hasText: /1\.50.*kept by a bank/ }).waitFor();
  await go(page, '#/billing');
  await page.locator('tr', { hasText: numbers[0] }).getByText('Paid').waitFor();
  assert.equal(await heading(page).count(), 1);
  assert.ok((await moneys(page.locator('main'))).length > 0);
});

test('three monthly parts, a discount for paying early with its last day, and terms that say which month they mean', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Umbrella');
  await sentence(page, 'invoice Umbrella EUR 100 for a poster, due in 30 days');
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  const terms = page.getByLabel('Payment', { exact: true });
  const names = await terms.locator('option').allTextContents();
  for (const name of ['End of next month', '30 days, then end of month', 'End of this month, then 30 days', 'The 15th of next month']) {
    assert.ok(names.includes(name), `${name} among ${names}`);
  }
  await page.getByLabel('Paid in').selectOption({ label: '3 monthly parts' });
  const parts = page.locator('ol.parts .money');
  await parts.nth(2).waitFor();
  assert.deepEqual((await moneys(page.locator('ol.parts'))).map((text) => text.replace('EUR ', '')), ['33.33', '33.33', '33.34']);
  await page.getByLabel('Percent off').fill('2');
  await page.getByLabel('Days to pay in').fill('10');
  await page.getByText(/2\.00.* less if it is paid by/).waitFor();
  await axe(page);
  await issue(page);
  assert.equal(await page.locator('.paper-facts dt', { hasText: 'Instalment' }).count(), 3);
  await page.locator('.paper-facts dt', { hasText: 'Paid early' }).waitFor();
  // Who takes it is asked for no more: what is off is let go.
  await page.getByRole('button', { name: 'Record a payment' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('Amount in EUR').fill('98');
  await dialog.getByLabel('Let it go as a discount').waitFor();
  assert.ok(await dialog.getByLabel('Let it go as a discount').isChecked());
  await dialog.getByRole('button', { name: 'Record the payment' }).click();
  await standing(page, 'Paid');
});
