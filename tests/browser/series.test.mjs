// Numbers: written by hand, back-dated, missing, and those of another device.
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { YEAR, addClient, go, makeDraft, nameSender, sentence } from './pages.mjs';

async function draft(page) {
  await sentence(page, 'invoice Acme EUR 300 for design');
  await makeDraft(page);
}

test('a number can be written by hand, never twice, and what it leaves out is told', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await draft(page);
  await nameSender(page, 'Fieldnote Studio');
  await page.getByRole('button', { name: `Issue as INV-${YEAR}-001` }).click();
  await page.locator('.toast', { hasText: `INV-${YEAR}-001` }).waitFor();

  await draft(page);
  await page.getByText('Write the number yourself').click();
  await page.getByLabel('Number', { exact: true }).fill(`inv-${YEAR}- 001`);
  await page.getByRole('button', { name: 'Issue with this number' }).click();
  await page.getByRole('alert').filter({ hasText: 'is taken already' }).waitFor();
  await axe(page);
  await page.getByLabel('Number', { exact: true }).fill(`INV-${YEAR}-010`);
  await page.getByRole('button', { name: 'Issue with this number' }).click();
  await page.locator('.toast', { hasText: `INV-${YEAR}-010` }).waitFor();

  await draft(page);
  await page.getByRole('button', { name: `Issue as INV-${YEAR}-011` }).waitFor();
  await go(page, '#/settings/numbers');
  await page.getByText('8 numbers missing').waitFor();
  await page.getByText(`INV-${YEAR}-002 to INV-${YEAR}-009: left out by a number that was written by hand`).waitFor();
  await axe(page);
});

test('an invoice dated last year asks before it gets a number of that year', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await draft(page);
  await nameSender(page, 'Fieldnote Studio');
  await page.getByLabel('Date', { exact: true }).fill(`${YEAR - 1}-12-30`);
  await page.getByRole('button', { name: `Issue as INV-${YEAR - 1}-001`, exact: true }).click();
  await page.getByRole('button', { name: `Issue as INV-${YEAR - 1}-001 all the same` }).waitFor();
  await axe(page);
  await page.getByRole('button', { name: `Issue as INV-${YEAR - 1}-001 all the same` }).click();
  await page.locator('.toast', { hasText: `INV-${YEAR - 1}-001` }).waitFor();
  await draft(page);
  await page.getByRole('button', { name: `Issue as INV-${YEAR}-001` }).waitFor();
});

test('a storage that was put back in time goes on in a series of its own, and says so', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await draft(page);
  await nameSender(page, 'Fieldnote Studio');
  await page.getByRole('button', { name: `Issue as INV-${YEAR}-001` }).click();
  await page.locator('.toast', { hasText: `INV-${YEAR}-001` }).waitFor();
  // Beside the storage it says that more was written than is there.
  await page.evaluate(() => {
    const [whose, place] = JSON.parse(localStorage.getItem('throughline.reached'));
    localStorage.setItem('throughline.reached', JSON.stringify([whose, place + 5]));
  });
  await page.reload();
  await draft(page);
  await page.getByText(/This device numbers with [A-Z]{3}:/).waitFor();
  await axe(page);
  const button = page.getByRole('button', { name: new RegExp(`^Issue as INV-${YEAR}-[A-Z]{3}001$`) });
  await button.click();
  await page.locator('.toast', { hasText: new RegExp(`INV-${YEAR}-[A-Z]{3}001`) }).waitFor();
  await go(page, '#/settings/numbers');
  await page.getByRole('heading', { name: 'Devices that give numbers' }).waitFor();
  await axe(page);
});
