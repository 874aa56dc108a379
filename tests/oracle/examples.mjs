// CommonMark's examples, as they are, nested in containers and with other line ends: [name, text].
import {tests} from 'commonmark-spec'

export function* examples() {
  const nest = (text, first, rest) =>
    text.replace(/^.*$/gm, (line, offset) =>
      offset === text.length ? line : (offset === 0 ? first : rest) + line)
  for (const {markdown, number} of tests) {
    const text = markdown.replaceAll('→', '\t')
    yield [`spec-${number}`, text]
    yield [`spec-${number}-quote`, nest(text, '> ', '> ')]
    yield [`spec-${number}-bullet`, nest(text, '- ', '  ')]
    yield [`spec-${number}-ordered`, nest(text, '1. ', '   ')]
    yield [`spec-${number}-quoted-item`, nest(text, '> 1. ', '>    ')]
    yield [`spec-${number}-crlf`, text.replaceAll('\n', '\r\n')]
    yield [`spec-${number}-cr`, text.replaceAll('\n', '\r')]
    yield [`spec-${number}-no-eol`, text.replace(/\n$/, '')]
  }
}
