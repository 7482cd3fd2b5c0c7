import type { Words } from '../store/contracts.ts'

/** Words of sharing and exporting. */
export const shareWords = {
  'share.menu': { en: 'Share and export…', ko: '공유 및 내보내기…' },
  'share.button': { en: 'Share', ko: '공유' },
  'share.menuLink': { en: 'Share a link…', ko: '링크 공유…' },
  'share.title': { en: 'Share and export', ko: '공유 및 내보내기' },
  'share.link': { en: 'Link', ko: '링크' },
  'share.files': { en: 'Files', ko: '파일' },
  'share.picture': { en: 'Picture', ko: '그림' },
  'share.linkText': {
    en: 'Whoever has the link has the project: files, layout and traffic tests travel in the link itself and are uploaded nowhere.',
    ko: '링크를 가진 사람은 프로젝트를 그대로 봅니다. 파일, 배치, 트래픽 테스트가 링크 안에 담기며 어디에도 업로드되지 않습니다.',
  },
  'share.making': { en: 'Packing…', ko: '묶는 중…' },
  'share.copy': { en: 'Copy link', ko: '링크 복사' },
  'share.copied': { en: 'Copied', ko: '복사됨' },
  'share.length': { en: '{n} characters', ko: '{n}자' },
  'share.long': {
    en: '{n} characters: some chat and mail programs cut links this long. A project file is safer.',
    ko: '{n}자입니다. 이렇게 긴 링크는 일부 채팅이나 메일에서 잘립니다. 프로젝트 파일이 더 안전합니다.',
  },
  'share.tooLong': {
    en: 'Too long for a link ({n} characters). Save a project file under Files and send that.',
    ko: '링크로는 너무 깁니다({n}자). ‘파일’에서 프로젝트 파일을 저장해 보내세요.',
  },
  'share.nothing': { en: 'Nothing to share: no file is open.', ko: '공유할 것이 없습니다. 열린 파일이 없습니다.' },
  'share.leftOut': {
    en: 'Left out: {names}. It does not parse, so its Secrets cannot be taken out of it.',
    ko: '제외됨: {names}. 해석되지 않아 Secret을 가려낼 수 없습니다.',
  },
  'share.withSecrets': { en: 'Include the values of Secrets ({n})', ko: 'Secret 값 포함({n}개)' },
  'share.password': { en: 'Password', ko: '비밀번호' },
  'share.noPassword': { en: 'none: anyone with the link can open it', ko: '없음: 링크가 있으면 누구나 엽니다' },
  'share.asOpened': { en: 'As they are', ko: '있는 그대로' },
  'share.asOpenedText': { en: 'Every file, byte for byte', ko: '모든 파일을 바이트 그대로' },
  'share.clean': { en: 'Without what a server added', ko: '서버가 덧붙인 것 없이' },
  'share.cleanText': {
    en: 'No status, uid, managedFields or resourceVersion; all else keeps its bytes',
    ko: 'status, uid, managedFields, resourceVersion 없이. 나머지는 바이트 그대로',
  },
  'share.kustomize': { en: 'Kustomize base', ko: 'Kustomize 베이스' },
  'share.kustomizeText': {
    en: 'The files that are switched on, with a kustomization.yaml: kubectl apply -k',
    ko: '켜진 파일과 kustomization.yaml: kubectl apply -k',
  },
  'share.tests': { en: 'Traffic tests', ko: '트래픽 테스트' },
  'share.testsText': {
    en: '{n} kept requests with the manifests: portolan test',
    ko: '저장한 요청 {n}개와 매니페스트: portolan test',
  },
  'share.project': { en: 'Project file', ko: '프로젝트 파일' },
  'share.projectText': {
    en: 'All of it in one file, layout, tests and Secret values included; drop it here to open it',
    ko: '배치, 테스트, Secret 값까지 한 파일에. 여기에 끌어다 놓으면 열립니다',
  },
  'share.svgText': { en: 'Sharp at every size, with a text alternative', ko: '어느 크기에서도 선명, 대체 텍스트 포함' },
  'share.pngText': {
    en: 'For slides and chats, twice the size on the screen',
    ko: '슬라이드와 채팅용, 화면의 두 배 크기',
  },
  'share.mermaidText': {
    en: 'Copies a flowchart that Markdown pages draw',
    ko: '마크다운 문서가 그려 주는 순서도를 복사합니다',
  },
  'share.print': { en: 'Print', ko: '인쇄' },
  'share.printText': { en: 'The whole topology on one sheet', ko: '전체 토폴로지를 한 장에' },
  'share.opened': { en: 'Opened a shared project of {n} files.', ko: '파일 {n}개의 공유 프로젝트를 열었습니다.' },
  'share.replaced': { en: 'It took the place of what was open.', ko: '열려 있던 것을 대신합니다.' },
  'share.broken': {
    en: 'This is no whole Portolan project: the link or file may have been cut. Ask for it again.',
    ko: '온전한 Portolan 프로젝트가 아닙니다. 링크나 파일이 잘렸을 수 있으니 다시 받아 보세요.',
  },
  'share.newer': {
    en: 'A newer version of Portolan made this project. Reload the page to get it.',
    ko: '더 새로운 Portolan이 만든 프로젝트입니다. 페이지를 새로 고치세요.',
  },
  'unlock.title': { en: 'This link has a password', ko: '비밀번호가 있는 링크' },
  'unlock.text': {
    en: 'The project in it is encrypted. Whoever sent it knows the password.',
    ko: '담긴 프로젝트가 암호화되어 있습니다. 보낸 사람에게 비밀번호를 물어보세요.',
  },
  'unlock.password': { en: 'Password', ko: '비밀번호' },
  'unlock.open': { en: 'Open', ko: '열기' },
  'unlock.wrong': { en: 'That is not its password.', ko: '비밀번호가 맞지 않습니다.' },
  'disk.save': { en: 'Save to disk', ko: '디스크에 저장' },
  'disk.saved': { en: 'Saved {n} files to disk.', ko: '파일 {n}개를 디스크에 저장했습니다.' },
  'disk.nothing': { en: 'Nothing to save: the disk has what you see.', ko: '저장할 것이 없습니다. 디스크와 같습니다.' },
  'disk.kept': {
    en: 'Everything is kept in this browser as you type. Open a folder to save to disk, or download the files.',
    ko: '입력하는 대로 이 브라우저에 보관됩니다. 디스크에 저장하려면 폴더를 열거나 파일을 내려받으세요.',
  },
  'disk.failed': {
    en: 'The browser could not write to the folder. Allow it when it asks, or download the files.',
    ko: '폴더에 쓸 수 없습니다. 브라우저가 물으면 허용하거나 파일을 내려받으세요.',
  },
  'disk.changed': {
    en: 'Not overwritten, for another program has changed them since: {names}',
    ko: '그 사이 다른 프로그램이 바꿔 덮어쓰지 않았습니다: {names}',
  },
  'disk.overwrite': { en: 'Overwrite', ko: '덮어쓰기' },
  'diff.menu': { en: 'Compare with as opened', ko: '열었을 때와 비교' },
  'diff.title': { en: '{name}: as opened, and now', ko: '{name}: 열었을 때와 지금' },
  'diff.text': {
    en: 'On the left as it was opened, on the right as it is.',
    ko: '왼쪽은 열었을 때, 오른쪽은 지금입니다.',
  },
  'diff.same': { en: 'Nothing has changed, to the byte.', ko: '한 바이트도 바뀌지 않았습니다.' },
  'diff.new': { en: 'This file was made here.', ko: '여기서 만든 파일입니다.' },
  'shelf.title': { en: 'Earlier projects…', ko: '이전 프로젝트…' },
  'shelf.text': {
    en: 'What another project took the place of, in this browser.',
    ko: '다른 프로젝트로 바뀌기 전에 열려 있던 것입니다. 이 브라우저에만 있습니다.',
  },
  'shelf.none': { en: 'None yet.', ko: '아직 없습니다.' },
  'shelf.entry': { en: '{n} files · {when}', ko: '파일 {n}개 · {when}' },
  'kept.elsewhere': {
    en: 'This project is open in another tab, and kept from there.',
    ko: '이 프로젝트는 다른 탭에서 열려 있고 그쪽에서 저장합니다.',
  },
  'kept.changed': {
    en: 'What you change here is not kept: another tab keeps a project.',
    ko: '여기서 바꾼 것은 저장되지 않습니다. 다른 탭이 프로젝트를 저장하고 있습니다.',
  },
  'kept.both': {
    en: 'The other tab is closed, and what it left differs from what you have here.',
    ko: '다른 탭이 닫혔고, 남긴 것이 여기와 다릅니다.',
  },
  'kept.here': { en: 'Go on here', ko: '여기서 계속' },
  'kept.mine': { en: 'Keep what is here', ko: '여기 것을 저장' },
  'kept.theirs': { en: 'Take the other tab’s', ko: '다른 탭 것을 가져오기' },
  'picture.title': { en: 'Traffic topology of {n} resources', ko: '리소스 {n}개의 트래픽 토폴로지' },
  'picture.failed': {
    en: 'The browser could not draw so large a picture. Take the SVG.',
    ko: '브라우저가 이렇게 큰 그림을 그리지 못했습니다. SVG를 쓰세요.',
  },
  'mermaid.copied': { en: 'Copied as a Mermaid flowchart.', ko: 'Mermaid 순서도로 복사했습니다.' },
} as const satisfies Words
