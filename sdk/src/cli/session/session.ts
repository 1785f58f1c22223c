// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerName } from '@unionid/domain/ledger';
import type { Signer } from '@unionid/domain/signing';
import { createClient, type Client } from '../../client/client.js';
import type { InstructionContext } from '../../rebuild/enrolment.js';
import { openKeyFile, readKeyFile } from '../../signing/key-file.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf, type OptionValues } from '../terminal/values.js';
import { configFolder, readSettings, type Settings } from './config-file.js';

/** Settings, key and client of one run; each is made when first asked for, so that a password is asked once at most. */
export class Session {
  readonly configPath: string;
  readonly keyPath: string;
  readonly settings: Settings;
  readonly #values: OptionValues;
  readonly #terminal: Terminal;
  #signer: Promise<Signer> | undefined;
  #client: Promise<Client> | undefined;
  #ledger: Promise<LedgerName> | undefined;

  private constructor(values: OptionValues, terminal: Terminal, settings: Settings) {
    this.#values = values;
    this.#terminal = terminal;
    this.settings = settings;
    this.configPath = configPathOf(values);
    this.keyPath = valueOf(values, 'key') ?? settings.key ?? join(configFolder(), 'key.json');
  }

  static async open(values: OptionValues, terminal: Terminal): Promise<Session> {
    return new Session(values, terminal, await readSettings(configPathOf(values)));
  }

  /** Address of the gateway. @throws UsageError where none is set */
  get gateway(): string {
    const url = valueOf(this.#values, 'gateway') ?? this.settings.gateway;
    if (url === undefined) throw new UsageError('noGateway');
    if (!URL.canParse(url) || !/^https?:/.test(url)) throw new UsageError('badUrl', { url });
    return url;
  }

  /** Who acts. @throws UsageError where it is not set */
  get operatorId(): string {
    const operatorId = valueOf(this.#values, 'operator') ?? this.settings.operator;
    if (operatorId === undefined) throw new UsageError('noOperator');
    return operatorId;
  }

  /** The operator's key; asks for the password of the key file. */
  signer(): Promise<Signer> {
    this.#signer ??= this.openKey(this.keyPath, valueOf(this.#values, 'password-file'));
    return this.#signer;
  }

  /** A client that acts for the operator. */
  client(): Promise<Client> {
    this.#client ??= this.#newClient();
    return this.#client;
  }

  /** A client for what anybody may ask: needs no key. */
  publicClient(): Client {
    return createClient({ baseUrl: this.gateway, language: this.#terminal.language });
  }

  /** Who signs, and for which ledger. */
  async instructionContext(): Promise<InstructionContext> {
    const signer = await this.signer();
    return { ledger: await this.ledger(), actor: this.operatorId, publicKey: signer.publicKey };
  }

  /** The ledger behind the gateway. */
  ledger(): Promise<LedgerName> {
    this.#ledger ??= this.publicClient().network.get();
    return this.#ledger;
  }

  /** Opens any key file with the password of a file or of the person. */
  async openKey(path: string, passwordFile: string | undefined, option = '--password-file'): Promise<Signer> {
    const file = await readKeyFile(path);
    const password =
      passwordFile === undefined ? await this.#askPassword(path, option) : await readPassword(passwordFile);
    return openKeyFile(file, password);
  }

  #askPassword(path: string, option: string): Promise<string> {
    const refusal = new UsageError('passwordNeedsTerminal', { path, option });
    return this.#terminal.askHidden(this.#terminal.text('askPassword', { path }), option, refusal);
  }

  async #newClient(): Promise<Client> {
    return createClient({
      baseUrl: this.gateway,
      operatorId: this.operatorId,
      signer: await this.signer(),
      trustedKeys: this.settings.trustedKeys ?? [],
      language: this.#terminal.language,
    });
  }
}

/** First line of a password file. */
export async function readPassword(path: string): Promise<string> {
  try {
    const [first = ''] = (await readFile(path, 'utf8')).split(/\r?\n/, 1);
    return first;
  } catch {
    throw new UsageError('fileUnreadable', { path });
  }
}

/** The settings file asked for, or the person's own. */
export function configPathOf(values: OptionValues): string {
  return valueOf(values, 'config') ?? join(configFolder(), 'config.json');
}
