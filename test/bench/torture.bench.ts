/** C6 in numbers: how long the phone page stands still over what it is sent, RFC 4475's messages and damage to them. */
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { PhoneBench } from '../telephony/phone-page-harness.ts';
import { mutate } from '../telephony/torture/mutations.ts';
import { bindTo, readTorture } from '../telephony/torture/rfc4475.ts';
import { TorturedPhone } from '../telephony/torture/tortured-phone.ts';
import { goal, percentile, printTable, spread } from './report.ts';

const mutations = 2000;
const batchSize = 50;
const longestMs = 50;

export async function benchTorture(): Promise<void> {
  const bench = await PhoneBench.start();
  try {
    const tortured = await TorturedPhone.open(bench);
    const random = seededRandom(testSeed('torture'));
    const originals = (['valid', 'invalid', 'higher-layers', 'good'] as const)
      .flatMap((part) => readTorture(part))
      .map(({ bytes }) => bindTo(tortured.address, bytes));
    const tookMs: number[] = [];
    for (let done = 0; done < mutations; done += batchSize) {
      const batch = Array.from({ length: batchSize }, (_, offset) => {
        const original = originals[Math.floor(random() * originals.length)] ?? Buffer.alloc(0);
        return mutate(original, `b${done + offset}-`, random);
      });
      await tortured.deliver(...batch);
      await tortured.settle(() => false);
      await tortured.rings();
      if (tortured.fault !== null) throw new Error(tortured.fault);
      tortured.forget();
      tookMs.push(...(await tortured.messageMs()));
    }
    printTable('Hostile messages (the phone page and the practice line)', [
      {
        measure: `a message arrives → the page is free again (${mutations} mutations of RFC 4475 and their answers)`,
        value: spread(tookMs),
        goal: goal(percentile(tookMs, 1), longestMs, '≤ 50 ms'),
      },
    ]);
    await tortured.close();
  } finally {
    await bench.stop();
  }
}
