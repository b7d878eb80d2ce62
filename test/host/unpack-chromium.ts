/** Run by find-chromium.ts as a process of its own: the package reads its target folder from the environment. */
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
