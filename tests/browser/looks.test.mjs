// Every screen at three widths in two themes: nothing wider than the screen, nothing that axe calls serious.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, freshContext, openApp } from './harness.mjs';
import { addSample, go, openClient } from './pages.mjs';

for (const colorScheme of ['light', 'dark']) {
  test(`every screen is in order in the ${colorScheme} theme`, { timeout: 360_000 }, async (t) => {
    const context = await freshContext(t, { colorScheme });
    const page = await openApp(t, { context });
    const empty = ['#/today', '#/board', '#/clients', '#/calendar', '#/messages', '#/messages/templates', '#/audit', '#/rules', '#/retention', '#/lifecycle', '#/billing', '#/import', '#/settings'];
    const look = async (route, width) => {
      await go(page, route);
      await page.waitForTimeout(150);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 1, `${route} at ${width}: ${wider} px wider than the screen`);
      await axe(page);
    };
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      for (const route of empty) await look(route, width);
    }
    await addSample(page);
    await openClient(page, 'Northlight');
    const client = await page.evaluate(() => location.hash);
    await go(page, `${client}/documents`);
    const documents = await page.locator('main a[href*="/documents/"]').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
    assert.ok(documents.length >= 2, 'a draft and an issued invoice');
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
      for (const route of [...empty, client, `${client}/trust`, `${client}/details`, `${client}/documents`, ...documents]) await look(route, width);
    }
  });
}
