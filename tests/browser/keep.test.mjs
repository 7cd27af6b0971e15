// Keeping clients: whom to ask what, what each was worth, and who came through whom.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, go, iso, makeDraft, nameSender, openClient, openTab, sentence } from './pages.mjs';

const section = (page, name) => page.getByRole('region', { name, exact: true });

async function pay(page, text, amount) {
  await sentence(page, text);
  await makeDraft(page);
  const asked = page.getByLabel('Your name or your business');
  if (await asked.isVisible()) await nameSender(page, 'Fieldnote Studio');
  await page.getByRole('button', { name: /^Issue as/ }).click();
  await page.locator('.standing').first().waitFor();
  await page.getByRole('button', { name: /Record a payment/ }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel(/Amount/).first().fill(amount);
  await dialog.getByRole('button', { name: /Record/ }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('what was said of the work is acted on, and who came through whom adds up', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Ada');
  await addClient(page, 'Birch');
  await go(page, '#/retention');
  await page.getByText('Nobody is waiting to be asked', { exact: false }).waitFor();
  await axe(page);

  // Birch came through Ada; both paid.
  await openClient(page, 'Birch');
  await openTab(page, 'Details');
  await page.getByLabel('Which client').fill('ad');
  await page.keyboard.press('Enter');
  await section(page, 'Came through').getByRole('link', { name: 'Ada' }).waitFor();
  await axe(page);
  await pay(page, 'Invoice Ada 1000 EUR for plans, due in 14 days', '600');
  await pay(page, 'Invoice Birch 200 EUR for print, due in 14 days', '200');
  await go(page, '#/retention');
  const cells = async (name, row) => (await section(page, name).locator('tbody tr', { hasText: row }).locator('td').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
  await section(page, 'Who came through whom').locator('tbody tr').nth(1).waitFor();
  assert.deepEqual(await cells('Who came through whom', 'Ada'), ['1', 'EUR 600.00', 'EUR 800.00']);
  assert.deepEqual(await cells('Who came through whom', 'Birch'), ['–', 'EUR 200.00', 'EUR 200.00']);
  assert.equal((await cells('Worth and attention', 'Ada'))[0], 'A');

  // A low score: it is to be made good, here and in Today, and asks for nobody else.
  await openClient(page, 'Birch');
  await openTab(page, 'Work');
  const feedback = section(page, 'Feedback');
  await feedback.getByRole('button', { name: 'Write down what they said' }).click();
  await feedback.getByLabel('How satisfied, from 0 to 10').fill('12');
  await feedback.getByLabel('In their words').fill('Slow to answer');
  await page.keyboard.press('Enter');
  await feedback.getByText('A whole number from 0 to 10.').waitFor();
  await feedback.getByLabel('How satisfied, from 0 to 10').fill('4');
  await page.keyboard.press('Enter');
  await feedback.getByText('4 of 10').waitFor();
  await axe(page);
  for (const route of ['#/retention', '#/today']) {
    await go(page, route);
    const line = page.locator('.agenda-line', { hasText: 'Make it good' });
    await line.waitFor();
    assert.match(await line.textContent(), /Birch · 4 of 10 on .*, and nothing was done about it/);
  }
  await go(page, '#/retention');
  assert.equal(await page.locator('.agenda-line', { hasText: 'Ask whom else' }).count(), 0);
  await page.reload();
  await page.locator('.agenda-line', { hasText: 'Make it good' }).waitFor();
  await axe(page);

  // Acted on; a glad word from Ada is a reason to ask for others, until somebody says "not now".
  await openClient(page, 'Birch');
  await openTab(page, 'Work');
  await feedback.getByRole('button', { name: /^Done/ }).click();
  await feedback.locator('form').getByRole('button').first().click();
  await feedback.locator('form').waitFor({ state: 'detached' });
  await go(page, '#/board');
  await openClient(page, 'Ada');
  await openTab(page, 'Work');
  await feedback.getByRole('button', { name: 'Write down what they said' }).click();
  await feedback.getByLabel('How satisfied, from 0 to 10').fill('10');
  await feedback.getByLabel('In their words').fill('Wonderful');
  await page.keyboard.press('Enter');
  await feedback.getByText('10 of 10').waitFor();
  await go(page, '#/retention');
  const refer = page.locator('.agenda-line', { hasText: 'Ask whom else you could help' });
  await refer.waitFor();
  assert.match(await refer.textContent(), /Ada · 10 of 10/);
  await refer.getByRole('button', { name: /^Not for a month/ }).click();
  await refer.waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: 'Put off' }).getByRole('button', { name: 'Undo' }).click();
  await refer.waitFor();
  assert.equal(await heading(page).textContent(), 'Keeping clients');
});
