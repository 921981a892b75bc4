/** The dashboard as the build makes it: one document with its script and its style sheet in it. */
declare module 'virtual:dashboard-page' {
	const page: { readonly html: string; readonly scriptHash: string; readonly styleHash: string };
	export default page;
}
