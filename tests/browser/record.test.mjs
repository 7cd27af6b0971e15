// One record through time: the page that hands it over, and how it stood on a day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, openClient } from './pages.mjs';

test('a client is handed over on one page, and what is private is not on it', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.locator('#lane-delivery .card-name').first().click();
  await page.locator('.client-head').waitFor();
  const name = await heading(page).textContent();
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('link', { name: 'Hand-over page' }).click();
  await page.getByRole('heading', { level: 1, name: `${name}: hand-over` }).waitFor();
  for (const section of ['Where it stands', 'Look out for', 'Open work', 'Money', 'People', 'Details', 'Newest entries']) {
    await page.getByRole('heading', { level: 2, name: section }).waitFor();
  }
  assert.match(await page.locator('.summary').textContent(), /Delivery/);
  await axe(page);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: `${name}: hand-over` }).waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.rail').isVisible(), false);
  assert.equal(await page.locator('.summary').isVisible(), true);
});

test('a record is read as it stood on any day, and says what was changed', async (t) => {
  const page = await openApp(t);
  await page.clock.setFixedTime(new Date('2026-03-02T10:00:00+01:00'));
  await page.reload();
  await heading(page).waitFor();
  await addClient(page, 'Fjord Foods');
  await page.clock.setFixedTime(new Date('2026-03-09T10:00:00+01:00'));
  await openClient(page, 'Fjord Foods');
  await page.getByRole('link', { name: 'Details' }).click();
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  await page.getByLabel(/^City/).fill('Bergen');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('main', { hasText: 'Bergen' }).first().waitFor();
  await page.getByRole('button', { name: 'More for Fjord Foods' }).click();
  await page.getByRole('link', { name: 'As it stood on a day' }).click();
  await page.getByRole('heading', { level: 1, name: 'Fjord Foods, as it stood' }).waitFor();
  await page.locator('.summary', { hasText: 'Bergen' }).waitFor();
  const day = page.getByLabel('Day');
  await day.fill('2026-03-05');
  await page.locator('.summary').filter({ hasNotText: 'Bergen' }).waitFor();
  assert.match(await page.locator('.summary').textContent(), /Attraction/);
  await day.fill('2026-03-01');
  await page.getByText('Nothing was written down about this client by the end of that day.').waitFor();
  const changes = await page.locator('.changes li').allTextContents();
  assert.equal(changes.length, 2);
  assert.match(changes[0], /Details changed.*in this browser/);
  assert.match(changes[1], /Client added/);
  await page.locator('.changes button').first().click();
  await page.locator('.summary', { hasText: 'Bergen' }).waitFor();
  await axe(page);
  // Looking back has changed nothing.
  await go(page, '#/board');
  await page.locator('#lane-attraction .card-name', { hasText: 'Fjord Foods' }).waitFor();
});
