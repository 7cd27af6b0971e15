// The board, by keyboard, by pointer and by touch.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, freshContext, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, inLane, lane } from './pages.mjs';

test('an empty app offers three ways in, and a name is enough for a first client', async (t) => {
  const page = await openApp(t);
  for (const name of ['Add a client', 'Try the sample']) await page.getByRole('button', { name }).waitFor();
  await page.getByRole('link', { name: 'Import a file' }).waitFor();
  await addClient(page, 'Acme');
  assert.deepEqual(await lane(page, 'attraction'), ['Acme']);
  await page.reload();
  await inLane(page, 'attraction', 'Acme');
});

test('a card is moved by keyboard alone, said aloud, and taken back', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.locator('#lane-attraction .card-name').first().focus();
  await page.keyboard.press('m');
  await page.locator('#held').waitFor();
  const said = page.locator('[aria-live=assertive]').first();
  assert.match(await said.textContent(), /Tessel Coaching picked up in Attraction/);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  assert.match(await said.textContent(), /Over Communication, 4 of 6/);
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: 'Tessel Coaching moved to Communication' }).waitFor();
  await inLane(page, 'communication', 'Tessel Coaching');
  await page.waitForFunction(() => document.activeElement?.textContent === 'Tessel Coaching');
  await page.reload();
  await inLane(page, 'communication', 'Tessel Coaching');

  await page.locator('#lane-communication .card-name', { hasText: 'Tessel' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await page.keyboard.press('Escape');
  assert.match(await said.textContent(), /Tessel Coaching stays in Communication/);
  await inLane(page, 'communication', 'Tessel Coaching');
});

test('a card is dragged to another lane, the move is dated in its history, and undo takes it back', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.locator('#lane-attraction .card', { hasText: 'Tessel' }).dragTo(page.locator('#lane-delivery .cards'));
  await inLane(page, 'delivery', 'Tessel Coaching');
  await page.locator('.card-name', { hasText: 'Tessel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Tessel Coaching' }).waitFor();
  await page.locator('main', { hasText: /Delivery/ }).first().waitFor();
  await page.locator('.toast', { hasText: 'Tessel Coaching moved to Delivery' }).getByRole('button', { name: 'Undo' }).click();
  await go(page, '#/board');
  await inLane(page, 'attraction', 'Tessel Coaching');
});

test('a finger moves a card by its menu, on a phone that shows one stage at a time', async (t) => {
  const context = await freshContext(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await openApp(t, { context });
  await addSample(page);
  await page.getByRole('tab', { name: /Retention/ }).tap();
  const card = page.locator('#lane-retention .card', { hasText: 'Marlow' });
  await card.getByRole('button', { name: 'Move Marlow Physiotherapy' }).tap();
  await page.locator('.menu:popover-open').getByRole('button', { name: 'Delivery' }).tap();
  await page.locator('.toast', { hasText: 'moved to Delivery' }).waitFor();
  await page.getByRole('tab', { name: /Delivery/ }).tap();
  await page.locator('#lane-delivery .card', { hasText: 'Marlow' }).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
});

/** A finger that rests on a card, goes to another place, and is lifted. */
async function carry(page, from, to) {
  const middle = async (locator) => {
    const { x, y, width, height } = await locator.boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const finger = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) => finger.send('Input.dispatchTouchEvent', { type, touchPoints });
  const [start, end] = [await middle(from), await middle(to)];
  await touch('touchStart', [start]);
  await page.locator('body > .card[data-state=carried]').waitFor();
  for (let step = 1; step <= 8; step += 1) {
    await touch('touchMove', [{ x: start.x + ((end.x - start.x) * step) / 8, y: start.y + ((end.y - start.y) * step) / 8 }]);
  }
  await touch('touchEnd', []);
  await page.locator('body > .card[data-state=carried]').waitFor({ state: 'detached' });
}

test('a finger that rests on a card carries it: to a tab on a phone, to a lane on a tablet', async (t) => {
  const context = await freshContext(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await openApp(t, { context });
  await addSample(page);
  await page.locator('.banner', { hasText: 'sample practice' }).waitFor();
  await page.locator('.toast').getByRole('button', { name: 'Dismiss' }).tap();
  await page.locator('.toast').waitFor({ state: 'detached' });
  await carry(page, page.locator('#lane-attraction .card', { hasText: 'Juniper' }), page.locator('#tab-retention'));
  await page.locator('.toast', { hasText: 'Juniper & Rye moved to Retention' }).waitFor();
  assert.match(await page.evaluate(() => location.hash), /board/, 'the card is not opened too');
  // One that is let go where it came from stays there.
  const card = page.locator('#lane-attraction .card', { hasText: 'Tessel' });
  await carry(page, card, page.locator('#lane-attraction .lane-head'));
  await card.waitFor();
  await page.setViewportSize({ width: 768, height: 1000 });
  await carry(page, card, page.locator('#lane-onboarding .cards'));
  await page.locator('.toast', { hasText: 'Tessel Coaching moved to Onboarding' }).waitFor();
  await page.reload();
  await inLane(page, 'onboarding', 'Tessel Coaching');
  await inLane(page, 'retention', 'Juniper & Rye');
});

test('the filter looks through names, people and numbers, without accents', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  const filter = page.getByRole('searchbox');
  for (const [query, name] of [['ubermut', 'Café Übermut'], ['priya', 'Northlight Yoga'], ['sample-003', ''], ['kriz', 'Ostrava Tool Works']]) {
    await filter.fill(query);
    if (name) {
      await page.waitForFunction((name) => [...document.querySelectorAll('.card:not(.card-apart) .card-name')].map((card) => card.textContent).join() === name, name);
    }
    await page.locator('[role=status]', { hasText: '1 of 8 clients matches' }).waitFor();
  }
  await filter.fill('');
  await page.waitForFunction(() => document.querySelectorAll('.card:not(.card-apart) .card-name').length === 8);
});

test('the sample comes and goes, and a real client stays', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Real & Co');
  await go(page, '#/settings');
  await page.getByRole('button', { name: 'Add the sample' }).click();
  await page.locator('.banner', { hasText: 'sample practice' }).waitFor();
  await go(page, '#/board');
  await page.waitForFunction(() => document.querySelectorAll('.card:not(.card-apart) .card-name').length === 9);
  assert.equal(await page.locator('.card:not(.card-apart)', { hasText: 'Sample' }).count(), 8, 'each is marked');
  const all = page.locator('.card');
  assert.equal(await all.filter({ hasText: 'Sample' }).count(), (await all.count()) - 1, 'and each of their engagements');
  for (const [route, empty] of [['#/today', /^Nothing is late/], ['#/messages', /^Nobody waits/], ['#/billing', 'No documents yet']]) {
    await go(page, route);
    await page.getByRole('heading', { name: empty }).waitFor();
  }
  await go(page, '#/audit');
  await page.getByRole('heading', { name: /^Lifecycle map/ }).waitFor();
  assert.equal(await page.locator('.audit-who').count(), 0, 'nobody of the sample leaks');
  await go(page, '#/board');
  await page.locator('.banner').getByRole('button', { name: 'Remove the sample' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.card:not(.card-apart) .card-name').length === 1);
  assert.deepEqual(await lane(page, 'attraction'), ['Real & Co']);
  await page.reload();
  await heading(page).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.card:not(.card-apart) .card-name').length === 1);
});

test('a very long name and one from right to left keep the board in shape', async (t) => {
  const page = await openApp(t);
  const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller '.repeat(3).trim();
  await addClient(page, long);
  await addClient(page, 'شركة النور للتصميم');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await axe(page);
});
