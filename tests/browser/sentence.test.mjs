// One sentence, in five languages: read, changed in its place, dismissed, and made into the right thing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { addClient, makeDraft, nameSender, sentence } from './pages.mjs';

const dialog = (page) => page.locator('dialog.composer');
const chip = (page, text) => dialog(page).locator('.chip', { hasText: text }).first();

test('a sentence in each language becomes the draft it says', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  const said = [
    ['Rechnung an Acme 3 Tage Beratung à 800 €, zzgl. 19 % MwSt, zahlbar in 14 Tagen', ['Beratung', 'MwSt', '3 days'], '2,856.00'],
    ['facture à Acme 1 200 € HT pour création de logo, TVA 20 %', ['Création de logo', 'TVA'], '1,440.00'],
    ['factura a Acme 2 páginas web a 450 € cada una + IVA 21%', ['Páginas web', 'IVA'], '1,089.00'],
    ['faktura till Acme 10 timmar konsultation à 950 kr plus 25% moms', ['Konsultation', 'moms'], '11,875.00'],
  ];
  for (const [text, things, total] of said) {
    await sentence(page, text);
    for (const thing of things) await chip(page, thing).waitFor();
    await dialog(page).locator('.mini .totals-sum', { hasText: total }).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
  }
  await sentence(page, said[0][0]);
  await makeDraft(page);
  assert.match(await page.locator('main').innerText(), /2,856\.00/);
});

test('what was understood is changed in its place, by keyboard, or taken as plain words', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, 'invoice Acme $1,000 for audit, 10% tax, 50% deposit, due in 14 days');
  await chip(page, 'Deposit').locator('.chip-main').focus();
  await page.keyboard.press('Enter');
  const edit = dialog(page).locator('.chip-edit');
  await edit.waitFor();
  await axe(page, { within: 'dialog.composer' });
  await edit.getByLabel('Of the net sum').click();
  await edit.waitFor({ state: 'hidden' });
  await dialog(page).locator('.mini', { hasText: '500.00' }).waitFor();

  await chip(page, 'Due').locator('.chip-main').click();
  await edit.getByLabel('Say it in other words').fill('due in 30 days');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.say-input').value.endsWith('due in 30 days'));

  await chip(page, 'Document').locator('.chip-main').click();
  await edit.getByLabel('Pro-forma invoice').click();
  await dialog(page).locator('.mini h3', { hasText: /pro-forma/i }).waitFor();

  await chip(page, 'Deposit').locator('.chip-off').click();
  await chip(page, '50% deposit').waitFor();
  assert.equal(await dialog(page).locator('.chip', { hasText: /^Deposit/ }).count(), 0);
});

test('a payment that names its document is asked about and then recorded there', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, 'invoice Acme $1,000 for audit');
  await makeDraft(page);
  await nameSender(page, 'Studio');
  const issue = page.getByRole('button', { name: /Issue as/ });
  const number = (await issue.textContent()).match(/Issue as (\S+)/)[1];
  await issue.click();
  await page.locator('.paper', { hasText: number }).waitFor();
  await sentence(page, `received $600 from Acme for ${number} by bank transfer`);
  await dialog(page).getByText(/400\.00 stays open/).waitFor();
  await axe(page, { within: 'dialog.composer' });
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'say-record', 'asked before it is recorded');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  await page.locator('.standing', { hasText: 'Part paid' }).first().waitFor();
});

test('what repeats becomes an arrangement; the end of a range is asked', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await sentence(page, 'invoice Acme $1.2k retainer every month until June, first on Dec 1');
  await chip(page, 'every month').waitFor();
  const asked = dialog(page).locator('.ask-one', { hasText: 'Until when' });
  await asked.getByRole('radio').first().click();
  await asked.waitFor({ state: 'hidden' });
  await dialog(page).getByText(/Each draft is made when its day has come/).waitFor();
  await axe(page, { within: 'dialog.composer' });
  await dialog(page).getByRole('button', { name: 'Make the arrangement' }).click();
  await page.waitForFunction(() => location.hash.endsWith('/work'));
  await page.getByText('Retainer').first().waitFor();
});
