// SPDX-License-Identifier: Apache-2.0
import type { ContainerImages } from '@unionid/network';

export const IMAGE_SOURCES = ['auto', 'local', 'official'] as const;
export type ImageSource = (typeof IMAGE_SOURCES)[number];

export function isImageSource(text: string): text is ImageSource {
  return (IMAGE_SOURCES as readonly string[]).includes(text);
}

/** The images of this network's containers. */
export function makeImages(): Promise<ContainerImages> {
  return Promise.resolve({
    names: {
      peer: 'unionid/fabric-peer:3.1.1',
      orderer: 'unionid/fabric-orderer:3.1.1',
      chaincode: 'unionid/chaincode-identity:0.1.0',
      gateway: 'unionid/gateway:0.1.0',
      database: 'unionid/postgres:15',
    },
    prometheus: null,
    builderDir: '/opt/unionid/builder',
    healthProgram: 'healthcheck',
  });
}
