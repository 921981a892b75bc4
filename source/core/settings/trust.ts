import { canonicalJson } from '../entry-identity.ts';
import { intersectAudiences } from '../privacy/audience.ts';
import type { SettingName, Settings } from './definitions.ts';
import { samplesMore } from './sampling.ts';

/**
 * Whether a value of a committed file gives others more than what holds without it. Such a value stays inert until
 * the file is trusted on this machine: cloning a repository must not send anything anywhere.
 */
const WIDENS: { readonly [Name in SettingName]?: (value: Settings[Name], base: Settings[Name]) => boolean } = {
	url: (value) => value !== undefined,
	audience: (value, base) => intersectAudiences(value, base) !== value,
	artifacts: (value, base) => value === 'on' && base === 'off',
	requireHttps: (value, base) => !value && base,
	sinks: (value, base) => value.some((sink) => !base.some((other) => canonicalJson(other) === canonicalJson(sink))),
	sampling: samplesMore,
};

export function widens<Name extends SettingName>(name: Name, value: Settings[Name], base: Settings[Name]): boolean {
	const rule = WIDENS[name] as ((value: Settings[Name], base: Settings[Name]) => boolean) | undefined;
	return rule?.(value, base) ?? false;
}
