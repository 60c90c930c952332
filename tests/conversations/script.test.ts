import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMessageSid } from '../../infra/local/twilio-phone.ts';
import type { Reply } from '../../lambdas/replies/reply.ts';
import { recordedReply } from '../../lambdas/usage/request.ts';
import { newTexter, type RunningService, startTestService } from '../support/running-service.ts';

/** What one person texts, line by line, and which reply each text gets: `grades 1`, `safety`, `choice care school`. */
interface Script {
  who: string;
  /** Where several replies are fair, they stand with a bar between. */
  exchanges: [text: string, reply: string][];
}

const SCRIPTS: Script[] = [
  {
    who: 'a child who reads a topic to its end, and the next',
    exchanges: [
      ['hi', 'greeting'],
      ['yes', 'menu'],
      ['more', 'menuMore'],
      ['6', 'care 1'],
      ['yeah', 'care 2'],
      ['MORE', 'care 3'],
      ['more', 'end care'],
      ['yes please', 'school 1'],
      ['no', 'thanks'],
      ['bye', 'bye'],
    ],
  },
  {
    who: 'a ten-year-old who can’t spell',
    exchanges: [
      ['graeds', 'grades 1'],
      ['wot dus that meen', 'plainer grades 1'],
      ['agen', 'plainer grades 1'],
      ['next', 'grades 2'],
      ['can i kepe my dog', 'care 2'],
      ['fank you', 'thanks'],
    ],
  },
  {
    who: 'someone who does not understand',
    exchanges: [
      ['i dont understand', 'confused'],
      ['LEAVING', 'leaving 1'],
      ['what is a PA', 'glossary personal-adviser'],
      ['what?', 'glossary personal-adviser'],
      ['LEAVING', 'leaving 1'],
      ['why', 'plainer leaving 1'],
      ['more', 'leaving 2'],
      ['what does care leaver mean', 'glossary care-leaver'],
      ['what does inadequate mean', 'glossary grades'],
      ['say that again', 'glossary grades'],
    ],
  },
  {
    who: 'someone who asks for two things',
    exchanges: [
      ['grades and harbour', 'grades 1 + harbour 1'],
      ['more', 'harbour 2'],
      ['covid, school and leaders', 'severalTopics covid school leaders'],
      ['both', 'severalTopics covid school leaders | covid 1 + school 1'],
      ['the first one', 'covid 1'],
    ],
  },
  {
    who: 'someone who answers our questions',
    exchanges: [
      ['GRADES', 'grades 1'],
      ['no thanks', 'thanks'],
      ['yes', 'menu'],
      ['YES', 'menuMore'],
      ['ABOUT', 'about 1'],
      ['yep', 'about 2'],
      ['yes', 'about 3'],
      ['yes', 'menu'],
      ['nah', 'thanks'],
    ],
  },
  {
    who: 'a girl whose stepdad hits her',
    exchanges: [
      ['HARBOUR', 'harbour 1'],
      ['my stepdad hits me', 'safety'],
      ['ok', 'safetySilent'],
      ['are you there', 'safetyStay'],
      ['i cant call he will hear', 'safetySilent'],
      ['they didnt answer', 'safetyStay'],
      ['thanks', 'safetySilent'],
      ['k', 'safetyStay'],
      ['asdfgh', 'safetySilent'],
      ['who can see this', 'private'],
      ['is it free', 'free'],
      ['MORE', 'harbour 2'],
      ['bye', 'safetyStay'],
      ['again', 'safetyStay'],
    ],
  },
  {
    who: 'a boy who wants to die',
    exchanges: [
      ['i want to die', 'safety'],
      ['is there a website', 'safetySilent'],
      ['lol', 'safetyStay'],
      ['hello', 'safetySilent'],
      ['i really mean it', 'safetyStay'],
      ['are you a robot', 'safetySilent'],
      ['help', 'help'],
      ['i dont want to be here anymore', 'safetyStay'],
    ],
  },
  {
    who: 'a young person in a placement that isn’t safe',
    exchanges: [
      ['the man here comes in my room at night', 'safety'],
      ['no one believes me', 'safetySilent'],
      ['how do i complain', 'complain'],
      ['SHOUT', 'safetyStay'],
    ],
  },
  {
    who: 'a neighbour who is worried about a child',
    exchanges: [
      [
        'The little boy next door is locked out in the cold every night and has bruises. Who do I report it to?',
        'safetyAdult',
      ],
      ['thank you', 'safetyAdult'],
    ],
  },
  {
    who: 'a child who is unhappy',
    exchanges: [
      ['my foster mum died', 'worry'],
      ['my social worker never comes to see me', 'worry'],
      ['i miss my brother so much', 'worry'],
      ['is it my fault im in care', 'worry'],
      ['my nan is in hospital and im sad', 'worry'],
      ['thanks', 'worryGoodbye'],
      ['bye', 'worryGoodbye'],
    ],
  },
  {
    who: 'a suspicious teenager',
    exchanges: [
      ['who is this', 'number'],
      ['is this a scam', 'number'],
      ['how did u get my number', 'number'],
      ['r u real', 'human'],
      ['can i talk to an actual person', 'human'],
      ['whos reading my texts', 'private'],
      ['will my mum see this', 'private'],
      ['does this cost money', 'free'],
      ['whats it cost', 'free'],
      ['where can i read the whole report', 'source | about 2'],
      ['did you make this up', 'source'],
    ],
  },
  {
    who: 'a parent who asks about today',
    exchanges: [
      ['Is this still true?', 'current'],
      ['is dorset good now', 'current'],
      ['what is the 2024 grade', 'current'],
      ['has there been another inspection since', 'current'],
      ['How do I make a complaint about a social worker?', 'complain'],
      ['What is the phone number of the council?', 'contact'],
      ['Please stop texting me', 'howToStop'],
    ],
  },
  {
    who: 'someone who wants no more texts',
    exchanges: [
      ['stopp', 'howToStop'],
      ['STOP ALL', 'howToStop'],
      ['please stop', 'howToStop'],
      ['delete everything about me', 'howToStop'],
      ['STOP', 'nothing'],
      ['START', 'nothing'],
      ['FORGET', 'forgotten'],
    ],
  },
  {
    who: 'someone who sends what is no question',
    exchanges: [
      ['xyzzy', 'notUnderstood'],
      ['xyzzy plugh', 'notUnderstoodAgain'],
      ['MENU', 'menu'],
      ['xyzzy', 'notUnderstood'],
      ['Liked “GRADES”', 'nothing'],
      ['Automatic reply: I am out of the office until Monday.', 'nothing'],
      ['', 'notUnderstoodAgain'],
    ],
  },
  {
    who: 'a happy child',
    exchanges: [
      ['i got to see my sister today it was so nice', 'happy'],
      ['i love my foster family', 'happy'],
      ['thank you that really helped', 'thanks | happy'],
      ['night night', 'bye'],
      ['see you', 'bye'],
    ],
  },
  {
    who: 'someone who asks about the letter in sentences',
    exchanges: [
      ['what grade did dorset get', 'grades 1'],
      ['who is in charge of it all', 'leaders 1 | leaders 2'],
      ['what has got better since 2019', 'changes 1 | changes 2'],
      ['how did they help kids in lockdown', 'covid 1 | covid 2 | covid 3'],
      ['what does the harbour do', 'harbour 1 | harbour 2'],
      ['where do kids in care live', 'care 1'],
      ['do social workers listen to kids', 'care 3'],
      ['whats the virtual school', 'school 1'],
      ['when do you leave care', 'leaving 1'],
      ['are there enough houses', 'improve 1'],
      ['how are children kept safe', 'protection 1 | protection 2'],
      ['who wrote the letter', 'about 3'],
      ['how many inspectors came', 'about 1'],
    ],
  },
  {
    who: 'people who write in other languages',
    exchanges: [
      ['ojciec mnie bije, boję się wracać do domu', 'polish safety'],
      ['czy ktoś mówi po polsku', 'polish language'],
      ['vreau sa mor', 'romanian safety'],
      ['vorbiti romaneste?', 'romanian language'],
      ['babam beni dövüyor', 'turkish safety'],
      ['türkçe konuşuyor musunuz', 'turkish language'],
      ['o meu padrasto bate-me', 'portuguese safety'],
      ['fala português?', 'portuguese language'],
      ['mae fy nhad yn fy mwrw i', 'welsh safety'],
      ['ydych chi’n siarad cymraeg', 'welsh language'],
      ['Мій батько б’є мене', 'ukrainian safety'],
      ['ви говорите українською?', 'ukrainian language'],
      ['أبي يضربني', 'arabic safety'],
      ['هل تتكلم العربية', 'arabic language'],
      ['বাবা আমাকে মারে', 'bengali safety'],
      ['আপনি কি বাংলা বলেন', 'bengali language'],
    ],
  },
  {
    who: 'people who can’t read our texts',
    exchanges: [
      ['do you speak welsh', 'language'],
      ['have you got easy read', 'language'],
      ['can you read it out to me, i cant read well', 'language'],
    ],
  },
  {
    who: 'a foster carer who looks things up',
    exchanges: [
      ['FOSTERING', 'care 1'],
      ['What is meant by accommodation?', 'glossary accommodation'],
      ['WEBSITE', 'about 2'],
      ['I am caring for two brothers and would like to know what Ofsted said about contact', 'care 2'],
      ['grade', 'grades 1'],
      ['more', 'grades 2'],
      ['more', 'grades 3'],
      ['more', 'grades 4'],
      ['more', 'end grades'],
    ],
  },
  {
    who: 'someone who asks what can never be answered with praise',
    exchanges: [
      ['can foster dads touch you', 'safety | safetySilent'],
      ['who do kids tell if theyre being hurt', 'safety | safetySilent | safetyStay'],
      ['my social worker never listens', 'safety | safetySilent | safetyStay | worry'],
      ['foster carers are horrible to me', 'safety | safetySilent | safetyStay | worry'],
    ],
  },
];

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** A reply in a few words, as the scripts name it. */
function name(reply: Reply): string {
  switch (reply.kind) {
    case 'text':
      return `${reply.topic} ${reply.text}`;
    case 'twoTexts':
      return reply.texts.map(({ topic, text }) => `${topic} ${text}`).join(' + ');
    case 'plainer':
      return `plainer ${reply.topic} ${reply.text}`;
    case 'glossary':
      return `glossary ${reply.term}`;
    case 'endOfTopic':
      return `end ${reply.topic}`;
    case 'didYouMean':
    case 'severalTopics':
      return `${reply.kind} ${reply.topics.join(' ')}`;
    case 'inLanguage':
      return `${reply.language} ${reply.about}`;
    default:
      return reply.kind;
  }
}

describe.each(SCRIPTS)('$who', ({ exchanges }) => {
  it('gets the fitting reply to each text', async () => {
    const person = newTexter(service);
    const got: [string, string][] = [];
    for (const [text, fair] of exchanges) {
      const messageSid = newMessageSid();
      await person.texts(text, messageSid);
      const request = (await service.items()).find(({ sk }) => sk === `REQUEST#${messageSid}`);
      // FORGET leaves no request.
      const reply = request ? name(recordedReply.parse(request['reply'])) : 'forgotten';
      got.push([text, fair.split(' | ').includes(reply) ? fair : reply]);
    }
    expect(got).toEqual(exchanges);
  });
});

it('are 150 exchanges and more', () => {
  expect(SCRIPTS.reduce((sum, { exchanges }) => sum + exchanges.length, 0)).toBeGreaterThanOrEqual(150);
});
