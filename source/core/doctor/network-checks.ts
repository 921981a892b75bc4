import { formatDuration } from '../format.ts';
import type { DoctorFacts, ProbeResult } from './facts.ts';
import type { Advice, Check } from './finding.ts';
import { placeOf } from './given.ts';

type Failure = Extract<ProbeResult, { kind: 'failed' }>;

const failureOf = ({ probe }: DoctorFacts): Failure | undefined =>
	probe?.result.kind === 'failed' ? probe.result : undefined;

/** Says what a failure of this step means; where a proxy is on the way, the peer of all steps but TLS is the proxy. */
function atStep(
	steps: readonly Failure['step'][],
	isProxied: boolean,
	say: (failure: Failure, facts: DoctorFacts) => Advice,
) {
	return (facts: DoctorFacts): readonly Advice[] => {
		const failure = failureOf(facts);
		if (!failure || !steps.includes(failure.step)) return [];
		return (facts.probe?.proxy !== undefined) === isProxied || failure.step === 'tls' ? [say(failure, facts)] : [];
	};
}

const urlPlace = (facts: DoctorFacts) => placeOf(facts, 'url', facts.settings.sources.url);
const variableOf = ({ probe }: DoctorFacts) => probe?.proxy?.variable ?? 'HTTPS_PROXY';

interface TlsFault {
	/** Over the code and words of Node and Deno. */
	readonly pattern: RegExp;
	readonly seen: string;
	readonly fix: string;
}

const TLS_FAULTS: readonly TlsFault[] = [
	{
		pattern: /EXPIRED|certificate has expired/i,
		seen: 'its certificate has expired',
		fix: 'renew the certificate on the server (or set the clock of this machine: date)',
	},
	{
		pattern: /ALTNAME|HOSTNAME_MISMATCH|NotValidForName|does not match/i,
		seen: 'its certificate is for another host name',
		fix: 'use a host name that the certificate holds',
	},
	{
		pattern: /NOT_YET_VALID|NotValidYet/i,
		seen: 'its certificate is not valid yet',
		fix: 'set the clock of this machine: date',
	},
	{
		pattern: /SELF_SIGNED|UNABLE_TO_|UnknownIssuer|CERT_UNTRUSTED|self.signed/i,
		seen: 'its certificate is signed by nobody that this machine trusts',
		fix: 'export NODE_EXTRA_CA_CERTS=<file with the CA’s certificate, PEM>',
	},
];

const OTHER_TLS_FAULT = {
	seen: 'the TLS handshake fails',
	fix: 'see that the port speaks TLS: openssl s_client -connect',
};

function tlsAdvice({ peer, reason }: Failure): Advice {
	const fault = TLS_FAULTS.find(({ pattern }) => pattern.test(reason));
	if (!fault)
		return { seen: `${OTHER_TLS_FAULT.seen} with ${peer} (${reason})`, fix: `${OTHER_TLS_FAULT.fix} ${peer}` };
	return { seen: `${peer} is not trusted: ${fault.seen} (${reason})`, fix: fault.fix };
}

/** Tokens with a life of minutes, signatures and certificates fail from about here on. */
const LARGEST_SKEW_MS = 5 * 60_000;

export const NETWORK_CHECKS: readonly Check[] = [
	{
		id: 'dns',
		severity: 'problem',
		look: atStep(['lookup'], false, ({ peer, reason }, facts) => ({
			seen: `the host of ${peer} has no address (${reason})`,
			fix: `mend the host in ${urlPlace(facts)}, or the network of this machine`,
		})),
	},
	{
		id: 'connection',
		severity: 'problem',
		look: atStep(['connect'], false, ({ peer, reason }, facts) => ({
			seen: `${peer} does not take connections (${reason})`,
			fix: `start the endpoint, or mend host and port in ${urlPlace(facts)}`,
		})),
	},
	{ id: 'tls', severity: 'problem', look: atStep(['tls'], false, tlsAdvice) },
	{
		id: 'proxy-unreachable',
		severity: 'problem',
		look: atStep(['lookup', 'connect'], true, ({ peer, reason }, facts) => ({
			seen: `the proxy ${peer} of ${variableOf(facts)} can't be reached (${reason})`,
			fix: `mend ${variableOf(facts)}, or go without it: unset ${variableOf(facts)}`,
		})),
	},
	{
		id: 'proxy-refuses',
		severity: 'problem',
		look: atStep(['proxy'], true, ({ peer, reason, statusCode }, facts) =>
			statusCode === 407
				? {
						seen: `the proxy ${peer} wants credentials (HTTP 407)`,
						fix: `write name and password into ${variableOf(facts)}: http://name:password@${peer}`,
					}
				: {
						seen: `the proxy ${peer} lets nothing through to the endpoint (${reason})`,
						fix: `have the endpoint allowed there, or go without it: unset ${variableOf(facts)}`,
					},
		),
	},
	{
		id: 'clock',
		severity: 'problem',
		look: ({ probe, nowMs }) => {
			if (probe?.result.kind !== 'reached' || !Number.isFinite(probe.result.dateMs)) return [];
			const skewMs = nowMs - probe.result.dateMs;
			if (Math.abs(skewMs) <= LARGEST_SKEW_MS) return [];
			const direction = skewMs > 0 ? 'ahead of' : 'behind';
			return [
				{
					seen: `the clock of this machine is ${formatDuration(Math.abs(skewMs))} ${direction} the endpoint’s`,
					fix: 'set the clock: timedatectl set-ntp true (if this one is right, the endpoint’s)',
				},
			];
		},
	},
];
