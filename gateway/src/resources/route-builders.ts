// SPDX-License-Identifier: Apache-2.0
import { routeBuilders } from '../http/route-builders.js';
import type { Services } from './services.js';

export const { publicRoute, operatorRoute, gatewayRoute, uploadRoute } = routeBuilders<Services>();
