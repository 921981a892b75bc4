import { spawnSync } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Certificate, makeCertificate } from './openssl.ts';
import { temporaryFolder } from './sandbox.ts';

/** Without it there are no certificates to test with; where all tools are demanded that is an error. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl && process.env['REQUIRE_TOOLS'] === '1') throw new Error('openssl is not there: apt install openssl');

/** A certificate signed by itself. @param isExpired whether its time ended in 2021 */
export function createCertificate(subjectAltName: string, isExpired = false): Certificate {
	return makeCertificate(temporaryFolder('murmur8-certificate-'), subjectAltName, isExpired);
}

/** A receiver behind TLS that answers everything with 204. @returns its port */
export async function startTlsServer({ cert, key }: Certificate): Promise<number> {
	const server = createServer({ cert, key }, (_request, response) => void response.writeHead(204).end());
	server.on('tlsClientError', () => {});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
}
