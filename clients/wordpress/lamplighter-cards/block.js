(({ blocks, element, components, blockEditor, serverSideRender }) => {
  const make = element.createElement;
  const FIELDS = [
    ['council', 'Council: code, GSS code, slug or name'],
    ['cpv', 'CPV codes, or a label'],
    ['group', 'Group: Construction, Fuel, Refuse, Sewage, Catering'],
  ];
  blocks.registerBlockType('lamplighter/cards', {
    edit: ({ attributes, setAttributes }) =>
      make(
        'div',
        blockEditor.useBlockProps(),
        make(
          blockEditor.InspectorControls,
          null,
          make(
            components.PanelBody,
            { title: 'What the page is about' },
            ...FIELDS.map(([name, label]) =>
              make(components.TextControl, {
                key: name,
                label,
                value: attributes[name],
                onChange: (value) => setAttributes({ [name]: value }),
              }),
            ),
            make(components.RangeControl, {
              label: 'How many cards',
              min: 1,
              max: 4,
              value: attributes.limit,
              onChange: (limit) => setAttributes({ limit }),
            }),
            make(components.ToggleControl, {
              label: 'Pictures',
              checked: attributes.pictures,
              onChange: (pictures) => setAttributes({ pictures }),
            }),
          ),
        ),
        make(serverSideRender, { block: 'lamplighter/cards', attributes }),
      ),
    save: () => null,
  });
})(window.wp);
