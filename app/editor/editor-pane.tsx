export default function EditorPane(_props: { readonly theme: 'light' | 'dark' }) {
  return <p>editor</p>
}
