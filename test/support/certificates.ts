import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './sandbox.ts';

/** Without it there are no certificates to test with; where all tools are demanded that is an error. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl && process.env['REQUIRE_TOOLS'] === '1') throw new Error('openssl is not there: apt install openssl');

export interface Certificate {
	readonly cert: string;
	readonly key: string;
	/** The certificate's own file: it is its own authority. */
	readonly path: string;
}

const CA_SETTINGS = `[ca]
default_ca = own
[own]
database = index
new_certs_dir = .
serial = serial
default_md = sha256
policy = any
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
`;

/** A certificate signed by itself. @param isExpired whether its time ended in 2021 */
export function createCertificate(subjectAltName: string, isExpired = false): Certificate {
	const folder = temporaryFolder('murmur8-certificate-');
	const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
	writeFileSync(join(folder, 'settings'), `${CA_SETTINGS}subjectAltName = ${subjectAltName}\n`);
	writeFileSync(join(folder, 'index'), '');
	writeFileSync(join(folder, 'serial'), '01\n');
	const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
	openssl('req', '-new', ...newKey, '-subj', '/CN=murmur8 test', '-out', 'request.pem');
	const dates = ['-startdate', '20200101000000Z', '-enddate', isExpired ? '20210101000000Z' : '20490101000000Z'];
	const signing = ['-batch', '-notext', '-selfsign', '-keyfile', 'key.pem', '-in', 'request.pem', '-out', 'cert.pem'];
	openssl('ca', '-config', 'settings', ...dates, ...signing);
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	return { cert: read('cert.pem'), key: read('key.pem'), path: join(folder, 'cert.pem') };
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
