// SPDX-License-Identifier: Apache-2.0

/** Settings of one gateway, read from one JSON file named by UNIONID_GATEWAY_CONFIG; all paths absolute. */
export interface Config {
  readonly network: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly mspId: string;
  readonly nationalMspId: string;
  readonly province: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Folder of this gateway's databases. */
  readonly dataDir: string;
  readonly fabric: {
    readonly peerEndpoint: string;
    readonly peerHostAlias?: string;
    readonly tlsRootCertFile: string;
    readonly certFile: string;
    readonly keyFile: string;
    /** Transactions in flight at the most; below the peer's gatewayService limit of 500 (fabric.md §3.2). */
    readonly maxInFlight: number;
  };
  readonly secrets: {
    /** SM2 private key that signs answers, hex. */
    readonly answerKeyFile: string;
    /** 32-byte key that wraps the vault's data keys, hex; absent at the national gateway, which has no vault. */
    readonly vaultKeyFile?: string;
    /** k_provinces and its sister for names: {person, name} hex; absent at the national gateway. */
    readonly provinceMatchingKeysFile?: string;
    /** k_national likewise; only at the national gateway. */
    readonly nationalMatchingKeysFile?: string;
  };
  /** Base URL of the national gateway's matching endpoint; absent there. */
  readonly matchingUrl?: string;
  /** Persons a province may have matched a day. */
  readonly matchingQuotaPerDay: number;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}
