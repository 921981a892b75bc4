import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

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

/** Makes a certificate signed by itself in a new folder, whose name is its subject: clients find authorities by that. @param isExpired whether its time ended in 2021 */
export function makeCertificate(folder: string, subjectAltName: string, isExpired: boolean): Certificate {
	mkdirSync(folder, { recursive: true });
	const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
	writeFileSync(join(folder, 'settings'), `${CA_SETTINGS}subjectAltName = ${subjectAltName}\n`);
	writeFileSync(join(folder, 'index'), '');
	writeFileSync(join(folder, 'serial'), '01\n');
	const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
	openssl('req', '-new', ...newKey, '-subj', `/CN=${basename(folder)}`, '-out', 'request.pem');
	const dates = ['-startdate', '20200101000000Z', '-enddate', isExpired ? '20210101000000Z' : '20490101000000Z'];
	const signing = ['-batch', '-notext', '-selfsign', '-keyfile', 'key.pem', '-in', 'request.pem', '-out', 'cert.pem'];
	openssl('ca', '-config', 'settings', ...dates, ...signing);
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	return { cert: read('cert.pem'), key: read('key.pem'), path: join(folder, 'cert.pem') };
}
