import { readLicences } from '../../adapters/licences.ts';
import { type Handler, UserError } from '../spec.ts';

/** `licenses` */
export const licenses: Handler = (_call, context) => {
	const text = readLicences();
	if (text === undefined) {
		throw new UserError(
			'the licences are not beside the program',
			'They are a file of the release, or: npm run build',
			1,
		);
	}
	context.write(text);
	return 0;
};
