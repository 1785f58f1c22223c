// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { CHAINCODES } from '@unionid/domain/ledger';
import { MAX_CHUNK_ROWS } from '@unionid/domain/manifest';
import { mspIdField, provinceCodeField } from '@unionid/domain/schema';
import * as z from 'zod/mini';

/** Whoever sets a gateway up reads what is wrong in the library's words; without a language it has none. */
const ENGLISH = z.locales.en().localeError;

const file = z.string().check(z.refine(isAbsolute, { error: 'must be an absolute path' }));
const name = z.string().check(z.minLength(1), z.maxLength(64));
/** A sixth of what the gateway remembers of all: 170 a second. */
const MAX_REQUESTS_PER_SIGNER = 50_000;

const fabric = z.strictObject({
  /** `host:port` of this organisation's peer. */
  peerEndpoint: z.string().check(z.regex(/^[^\s:/]+:\d{1,5}$/)),
  /** Name in the peer's TLS certificate, where it is reached by another. */
  peerHostAlias: z.optional(z.string()),
  tlsRootCertFile: file,
  certFile: file,
  keyFile: file,
  /** Transactions in flight at the most; below the peer's gatewayService limit of 500 (fabric-facts.md §3.2). */
  maxInFlight: z.int().check(z.gte(1), z.lte(400)),
});

const secrets = z.strictObject({
  /** SM2 private key that signs answers, hex. */
  answerKeyFile: file,
  /** 32-byte key that wraps the vault's data keys, hex; absent at the national gateway, which has no vault. */
  vaultKeyFile: z.optional(file),
  /** k_provinces and its sister for names: {person, name} hex; absent at the national gateway. */
  provinceMatchingKeysFile: z.optional(file),
  /** k_national likewise, `person` by version where there is more than the first; only at the national gateway (ADR 38). */
  nationalMatchingKeysFile: z.optional(file),
});

const port = z.int().check(z.gte(0), z.lte(65_535));

const listen = z
  .strictObject({
    host: z.string().check(z.minLength(1)),
    port,
    tls: z.optional(
      z.strictObject({
        certFile: file,
        keyFile: file,
        /** OpenSSL's names, where TLS 1.3's own are not what is wanted (GB/T 38636 with an OpenSSL that has them). */
        ciphers: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
      }),
    ),
    /** A proxy in front of it that nobody can pass ends TLS. */
    tlsAtProxy: z._default(z.boolean(), false),
  })
  .check(
    z.refine(({ host, tls, tlsAtProxy }) => isLoopback(host) || tls !== undefined || tlsAtProxy, {
      error: 'beyond loopback: needs tls, or tlsAtProxy where a proxy ends it',
    }),
  );

/** Nobody but this host reaches it. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

const configSchema = z
  .strictObject({
    ...{ network: name, channel: name },
    /** Ours that the channel runs; `identity`, which says who may act, is always one. */
    chaincodes: z.array(z.enum(CHAINCODES)).check(
      z.refine((names) => names.includes('identity'), { error: 'must name identity' }),
      z.refine((names) => new Set(names).size === names.length, { error: 'must name each once' }),
    ),
    mspId: mspIdField,
    nationalMspId: mspIdField,
    province: provinceCodeField,
    listen,
    /** Where Prometheus asks; nowhere by default. Not for other networks: it tells how busy the province is. */
    metrics: z.optional(z.strictObject({ host: z.string().check(z.minLength(1)), port })),
    /** Names (`host:port`, lower case) clients may ask this gateway by; by default those of its own address. */
    authorities: z.optional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1))),
    /** Folder of this gateway's SQLite files and of uploaded files while they are being read. */
    dataDir: file,
    /** Password of the PostgreSQL database that the environment's DATABASE_URL names; readable for the owner only. */
    databasePasswordFile: z.optional(file),
    fabric,
    secrets,
    /** Base URL of the national gateway's matching endpoint; absent there. */
    matchingUrl: z.optional(z.url()),
    /** Members that the province expects to keep: what one operator may ask in a day is made of it. */
    members: z._default(z.int().check(z.gte(0)), 1_000_000),
    /** Persons a province may have matched a day, for each purpose. */
    matchingQuotaPerDay: z.int().check(z.gte(0)),
    /** Requests answered at once at the most; more are told to come again. */
    maxRequests: z._default(z.int().check(z.gte(1), z.lte(10_000)), 400),
    /** Signed requests of one operator, or one other gateway, in five minutes. */
    requestsPerSigner: z._default(
      z.int().check(z.gte(1), z.lte(MAX_REQUESTS_PER_SIGNER)),
      MAX_REQUESTS_PER_SIGNER,
    ),
    /** Of these at once. */
    requestsAtOncePerSigner: z._default(z.int().check(z.gte(1), z.lte(1_000)), 64),
    /** Rows of one import transaction at the most; large ones cost the peers least (docs/benchmarks.md). */
    importChunkRows: z._default(z.int().check(z.gte(1), z.lte(MAX_CHUNK_ROWS)), MAX_CHUNK_ROWS),
    /** Heap of the process that runs an auditor's check, one at a time (docs/benchmarks.md). */
    checkMegabytes: z._default(z.int().check(z.gte(128), z.lte(65_536)), 1_024),
    /** Whether this gateway helps to keep the ledger's clock going, and takes a clock that stands for a ledger cut off. */
    ticks: z._default(z.boolean(), true),
    logLevel: z.enum(['error', 'warn', 'info', 'debug']),
  })
  .check(
    z.superRefine((config, context) => {
      const isNational = config.mspId === config.nationalMspId;
      const { vaultKeyFile, provinceMatchingKeysFile, nationalMatchingKeysFile } = config.secrets;
      const ofProvince = { vaultKeyFile, provinceMatchingKeysFile, matchingUrl: config.matchingUrl };
      for (const [field, value] of Object.entries(ofProvince)) {
        if ((value !== undefined) === isNational) context.addIssue(misplaced(field, isNational));
      }
      // The two halves of the matching key never meet at one gateway (architecture.md §5).
      if ((nationalMatchingKeysFile !== undefined) !== isNational)
        context.addIssue(misplaced('nationalMatchingKeysFile', !isNational));
    }),
  );

/** Settings of one gateway, read from one JSON file named by UNIONID_GATEWAY_CONFIG; all paths absolute. */
export type Config = z.output<typeof configSchema>;

/** The gateway can not start with these settings; the message says what to change. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads and checks the settings. @throws ConfigError naming each wrong field */
export function loadConfig(path: string): Config {
  return parseConfig(readJson(path), path);
}

/** Settings from a value; `source` names it in messages. @throws ConfigError */
export function parseConfig(value: unknown, source: string): Config {
  const result = configSchema.safeParse(value, { error: ENGLISH });
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || '(root)'}: ${message}`,
  );
  throw new ConfigError(`配置文件有误 The settings in ${source} are wrong:\n${problems.join('\n')}`);
}

function misplaced(field: string, isForbidden: boolean): string {
  return isForbidden ? `${field} does not belong to this gateway` : `${field} is missing`;
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`读不到配置文件 The settings file can not be read: ${path}`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`配置文件不是 JSON The settings file is not JSON: ${path}`);
  }
}
