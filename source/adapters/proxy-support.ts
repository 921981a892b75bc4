import type { DoctorFacts } from '../core/doctor/facts.ts';
import { detectCi, type Environment } from './environment.ts';

/** Node obeys proxy variables on request since 22.21 and 24.0; 23 never did. Deno always does. */
function canUseProxy(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major >= 24 || (major === 22 && minor >= 21);
}

const isRequested = (environment: Environment) =>
	environment['NODE_USE_ENV_PROXY'] === '1' || (environment['NODE_OPTIONS'] ?? '').includes('--use-env-proxy');

/**
 * Whether events go past the proxy that this variable names. The background process requests proxies by itself; what
 * CI sends inline goes by the environment that this process was started with.
 */
export function ignoredProxy(variable: string, environment: Environment): DoctorFacts['ignoredProxy'] {
	if ('Deno' in globalThis) return undefined;
	const runtime = `Node ${process.versions.node}`;
	if (!canUseProxy(process.versions.node)) return { variable, runtime, isSwitchable: false };
	const isInline = detectCi(environment) !== undefined;
	return isInline && !isRequested(environment) ? { variable, runtime, isSwitchable: true } : undefined;
}
