import {
  chmodSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createJsonLog } from '../api/log.ts';
import { anyPorts, readEmbeddedConfig } from '../runtime/config.ts';
import { defaultCacheFolder } from '../runtime/embedded/temporal-binary.ts';
import { startInstallation } from '../runtime/installation.ts';
import { say } from './chaos/process.ts';
import { makeContent } from './fuzz/content.ts';
import { countOperations, onlyFor, readDescription } from './fuzz/description.ts';
import { ensureSchemathesis, fuzz } from './fuzz/schemathesis.ts';

const { values: flags } = parseArgs({
  options: {
    /** How many requests at least; as a company's key. */
    cases: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    /** Also what lies at the edges of every schema. */
    edges: { type: 'boolean', default: false },
  },
});
const seed = Number(flags.seed);

/** Asks an installation of its own as each kind of key; true where no answer was wrong. */
async function main(): Promise<boolean> {
  const given = readEmbeddedConfig(anyPorts);
  const program = await ensureSchemathesis(defaultCacheFolder(given.AUTOINVOICE_CACHE), say);
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-fuzz-'));
  // Postgres runs as another user where this runs as root.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'logs'));
  const log = createJsonLog(createWriteStream(join(folder, 'logs', 'service.log')));
  const installation = await startInstallation({ ...given, AUTOINVOICE_DATA: folder }, log, say);
  let isGood = true;
  try {
    const { service, addresses } = installation.backing;
    const url = addresses['api'] ?? '';
    const { key, ids } = await makeContent(url, service.operatorKey);
    const whole = await readDescription(url, folder, ids);
    const callers = [
      { caller: 'company', key, description: whole },
      {
        caller: 'operator',
        key: service.operatorKey,
        description: onlyFor('operatorKey', whole),
      },
      {
        caller: 'access-point',
        key: service.doorKey,
        description: onlyFor('accessPointKey', whole),
      },
    ];
    const casesPerOperation = Math.ceil(Number(flags.cases) / countOperations(whole));
    for (const { caller, key: callersKey, description } of callers) {
      const began = performance.now();
      const file = join(folder, `${caller}.json`);
      writeFileSync(file, JSON.stringify(description));
      const result = await fuzz({
        program,
        description: file,
        url,
        key: callersKey,
        casesPerOperation,
        seed,
        hasEdges: flags.edges,
        report: join(folder, `${caller}-report.json`),
      });
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(JSON.stringify({ fuzz: caller, ...result, seed, seconds }));
      isGood &&= result.failures === 0 && result.errors === 0;
    }
  } finally {
    await installation.stop();
  }
  if (isGood) rmSync(folder, { recursive: true, force: true });
  else say(`Log and reports are kept in ${folder}`);
  return isGood;
}

process.exit((await main()) ? 0 : 1);
