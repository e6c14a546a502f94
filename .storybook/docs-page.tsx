import docs from 'virtual:component-docs';
import { Controls, Description, Primary, Stories, Subtitle, Title, useOf } from '@storybook/addon-docs/blocks';

/** Attributes, classes and variables of a component, under its stories. */
function Styling() {
  const { preparedMeta } = useOf('meta', ['meta']);
  const name = preparedMeta.title.split('/').at(-1) ?? '';
  const found = docs[name];
  if (!found) return null;
  return (
    <>
      {found.attributes.length > 0 && (
        <>
          <h2>Data attributes</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">Selector</th>
                <th scope="col">Part</th>
                <th scope="col">Meaning</th>
              </tr>
            </thead>
            <tbody>
              {found.attributes.map(({ selector, part, meaning }) => (
                <tr key={`${part} ${selector}`}>
                  <td>
                    <code>{selector}</code>
                  </td>
                  <td>{part}</td>
                  <td>{meaning}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h2>Classes</h2>
      <ul>
        {found.classes.map((each) => (
          <li key={each}>
            <code>.{each}</code>
          </li>
        ))}
      </ul>
      <h2>CSS variables it reads</h2>
      <ul>
        {found.variables.map((each) => (
          <li key={each}>
            <code>{each}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

export function DocsPage() {
  return (
    <>
      <Title />
      <Subtitle />
      <Description />
      <Primary />
      <Controls />
      <Stories />
      <Styling />
    </>
  );
}
