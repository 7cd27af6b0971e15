// One client's record.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, openClient } from './pages.mjs';

test('a note shows when it happened and when it was recorded, and keeps what it said before', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  await page.getByRole('radio', { name: 'Decision' }).or(page.getByRole('button', { name: 'Decision' })).first().click();
  await page.locator('textarea').first().fill('Two rounds of changes.\nPhotography is extra.');
  await page.locator('input[type=date]').first().fill('2026-03-12');
  await page.getByRole('button', { name: 'Write it down' }).click();
  const entry = page.locator('.entry', { hasText: 'Two rounds of changes.' });
  await entry.waitFor();
  assert.match(await entry.textContent(), /Happened 12 March 2026/);
  assert.match(await entry.textContent(), /recorded .* by you/);

  await entry.getByRole('button', { name: /Amend/ }).click();
  await page.locator('.entry textarea, dialog[open] textarea').first().fill('Three rounds of changes.');
  await page.locator('.entry, dialog[open]').getByRole('button', { name: /Save|Amend/ }).last().click();
  const amended = page.locator('.entry', { hasText: 'Three rounds of changes.' });
  await amended.waitFor();
  await amended.locator('details summary').click();
  assert.match(await amended.locator('details').textContent(), /Two rounds of changes\./);
  await page.reload();
  await amended.waitFor();
  await axe(page);
});

test('details are kept, a wrong one is named beside its field, and nothing typed is lost', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  await page.getByRole('link', { name: 'Details' }).click();
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  const form = page.locator('form', { has: page.getByLabel(/^City/) }).first();
  await form.getByLabel(/^City/).fill('Graz');
  await form.getByLabel(/^E-mail/).fill('not an address');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.locator('.error').first().waitFor();
  assert.equal(await form.getByLabel(/^City/).inputValue(), 'Graz');
  await form.getByLabel(/^E-mail/).fill('hello@acme.example');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('main', { hasText: 'hello@acme.example' }).first().waitFor();
  await page.reload();
  await heading(page).waitFor();
  await page.locator('main', { hasText: 'Graz' }).first().waitFor();
  await axe(page);
});

test('a removed client leaves the board and comes back by undo', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await addClient(page, 'Globex');
  await openClient(page, 'Acme');
  await page.locator('.client-head, .head').getByRole('button', { name: /more|menu|actions/i }).first().click();
  await page.getByRole('button', { name: /Remove/ }).first().click();
  await page.locator('.toast', { hasText: 'Acme removed' }).waitFor();
  await page.evaluate(() => (location.hash = '#/board'));
  await page.waitForFunction(() => [...document.querySelectorAll('.card-name')].map((card) => card.textContent).join() === 'Globex');
  await page.locator('.toast', { hasText: 'Acme removed' }).getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.card-name').length === 2);
});

test('what was done is taken back and done again by keys, step by step, and typing keeps its own undo', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  await page.locator('#stage-now').click();
  await page.locator('#stage-menu').getByRole('button', { name: 'Retention' }).click();
  await page.locator('#stage-now', { hasText: 'Retention' }).waitFor();
  await page.locator('#next-change').click();
  await page.getByLabel('Next step').fill('Call them');
  await page.keyboard.press('Control+z');
  assert.ok((await page.locator('#stage-now').textContent()).includes('Retention'), 'a field has an undo of its own');
  await page.getByLabel('Next step').fill('Call them');
  await page.keyboard.press('Enter');
  await page.locator('.next-step', { hasText: 'Call them' }).waitFor();
  await page.locator('#main').focus();
  await page.keyboard.press('Control+z');
  await page.locator('.next-step').waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: 'Taken back' }).getByRole('button', { name: 'Redo' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.locator('#stage-now', { hasText: 'Attraction' }).waitFor();
  await page.keyboard.press('Control+Shift+z');
  await page.locator('#stage-now', { hasText: 'Retention' }).waitFor();
  await page.keyboard.press('Control+y');
  await page.locator('.next-step', { hasText: 'Call them' }).waitFor();
  await page.keyboard.press('Control+y');
  await page.getByText('Nothing was taken back that could be done again.').waitFor();
  await page.reload();
  await page.locator('.next-step', { hasText: 'Call them' }).waitFor();
});

test('details that were typed and not saved are there again after a look elsewhere, until they are saved or given up', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openClient(page, 'Acme');
  await page.getByRole('link', { name: 'Details', exact: true }).click();
  const edit = page.locator('#edit-details');
  await edit.click();
  await page.locator('#f-city').fill('Graz');
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await page.locator('.card-name').first().click();
  await page.getByRole('link', { name: 'Details', exact: true }).click();
  await page.getByText('What you typed before is here again.').waitFor();
  assert.equal(await page.locator('#f-city').inputValue(), 'Graz');
  await axe(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await edit.waitFor();
  await page.locator('main').getByText('Graz').first().waitFor();
  await edit.click();
  assert.equal(await page.getByText('What you typed before is here again.').count(), 0);
  await page.locator('#f-city').fill('Linz');
  await page.keyboard.press('Escape');
  await edit.click();
  assert.equal(await page.locator('#f-city').inputValue(), 'Graz', 'what was given up is gone');
});
