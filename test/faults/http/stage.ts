import { join } from 'node:path';
import { type Certificate, makeCertificate } from '../../support/openssl.ts';
import { answers } from './behaviours.ts';
import { openBlackHole } from './black-hole.ts';
import type { CertificateName, FaultCase, Ports } from './case.ts';
import { TARGET_HOST } from './cases/proxies.ts';
import { type FaultServer, type Serve, startFaultServer, unusedPort } from './server.ts';

export type Certificates = Readonly<Record<CertificateName, Certificate>>;

const NAMES = `DNS:localhost,DNS:${TARGET_HOST},IP:127.0.0.1,IP:::1`;

/** One certificate of each kind. All but `unknown` are for the client to trust. */
export function makeCertificates(folder: string): Certificates {
	const make = (name: string, names: string, isExpired = false) =>
		makeCertificate(join(folder, name), names, isExpired);
	return {
		trusted: make('trusted', NAMES),
		unknown: make('unknown', NAMES),
		expired: make('expired', NAMES, true),
		'other host': make('other', 'DNS:other.example.invalid'),
	};
}

/** What the client is to trust, each as PEM. */
export const trustedOf = (certificates: Certificates): readonly string[] =>
	[certificates.trusted, certificates.expired, certificates['other host']].map(({ cert }) => cert);

/** A case with its servers running. */
export interface Stage {
	readonly url: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly receiver: FaultServer;
	readonly other: FaultServer;
	readonly proxy: FaultServer | undefined;
	readonly stop: () => Promise<void>;
}

export async function openStage(fault: FaultCase, certificates: Certificates): Promise<Stage> {
	let serve: Serve = () => {};
	let serveProxy: Serve = () => {};
	const tlsOf = (name: CertificateName | undefined) =>
		name && { cert: certificates[name].cert, key: certificates[name].key };
	const tls = fault.tls && { ...tlsOf(fault.tls), ...fault.tlsOptions };
	// What they do may depend on the ports of all, so it is settled when all listen.
	const receiver = await startFaultServer((peer) => serve(peer), tls, fault.host);
	const other = await startFaultServer(answers(201));
	const proxy = fault.proxy && (await startFaultServer((peer) => serveProxy(peer), tlsOf(fault.proxyTls)));
	const blackHole = fault.hasBlackHole && (await openBlackHole());
	const ports: Ports = {
		receiver: receiver.port,
		other: other.port,
		proxy: proxy?.port ?? 0,
		unused: await unusedPort(),
		blackHole: blackHole?.port ?? 0,
	};
	serve = fault.serve(ports);
	serveProxy = fault.proxy?.(ports) ?? serveProxy;
	const own = `${fault.tls ? 'https' : 'http'}://127.0.0.1:${receiver.port}/api/telemetry`;
	return {
		url: fault.url?.(ports) ?? own,
		environment: fault.environment?.(ports) ?? {},
		receiver,
		other,
		proxy,
		stop: async () => void (await Promise.all([receiver, other, proxy, blackHole].map((server) => server?.stop()))),
	};
}
