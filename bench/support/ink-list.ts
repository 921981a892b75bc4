import { Box, render, Text, useInput } from 'ink';
import { createElement, type ReactNode, useEffect, useState } from 'react';

/** What drawing costs where nothing else is done: a list in Ink, as long and wide as the terminal, with a pointer. */
const { columns = 80, rows = 24 } = process.stdout;
const updatesASecond = Number(process.argv[2] ?? 0);
const height = rows - 1;

function List(): ReactNode {
	const [selected, select] = useState(0);
	const [count, setCount] = useState(0);
	useInput((input) => select((now) => (now + (input === 'k' ? height - 1 : 1)) % height));
	useEffect(() => {
		if (updatesASecond === 0) return undefined;
		const timer = setInterval(() => setCount((now) => now + 1), 1_000 / updatesASecond);
		return () => clearInterval(timer);
	}, []);
	const lines = Array.from({ length: height }, (_, row) => {
		const text = `${row === selected ? '>' : ' '} row ${row} ${count} ${'.'.repeat(columns)}`.slice(0, columns);
		return createElement(Text, { key: row, inverse: row === selected }, text);
	});
	return createElement(Box, { flexDirection: 'column', height }, lines);
}

render(createElement(List), { incrementalRendering: true, maxFps: 30, patchConsole: false });
